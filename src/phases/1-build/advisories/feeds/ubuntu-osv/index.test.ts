import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeXz, tarArchive } from '../../../../../../lab/fixtures/index.ts';
import type { Advisory } from '../../../../../core/index.ts';
import { affected, flaw } from './example.ts';
import { ubuntuOsv } from './index.ts';

before(async () => ubuntuOsv.prepare?.());

function parse(records: Readonly<Record<string, object>>, release = '24.04') {
  const entries = Object.entries(records).map(([path, record]) => ({ path, body: JSON.stringify(record) }));
  const bytes = makeXz(tarArchive(entries));
  const parsed = ubuntuOsv.parse(`ubuntu-osv/${release}`, [{ path: 'osv-all.tar.xz', bytes }]);
  const advisories = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  return { advisories, unread: parsed.unread, date: parsed.date };
}

const short = ({ package: name, status, ranges, fixesFor }: Advisory): string =>
  [
    name,
    status,
    ...ranges.map(({ fixed }) => (fixed ? `<${fixed}` : 'open')),
    ...(fixesFor ? [fixesFor.name] : []),
  ].join(' ');

const rows = (...entries: readonly object[]): readonly string[] =>
  parse({ 'a.json': flaw('CVE-2030-0001', 'high', entries) }).advisories.map(short);

test('Ubuntu OSV: a fix in the ecosystem of Pro is none for others', () => {
  const open = affected('Ubuntu:24.04:LTS', 'vips');
  const pro = affected('Ubuntu:Pro:24.04:LTS', 'vips', '8.12.1-1ubuntu0.1~esm1');
  const esm = ['vips affected <8.12.1-1ubuntu0.1~esm1 Ubuntu Pro (ESM)'];
  assert.deepEqual(rows(open, pro), esm);
  assert.deepEqual(rows(pro, open), esm);
  assert.deepEqual(rows(pro), esm);
  assert.deepEqual(rows(open), ['vips affected open']);
  assert.deepEqual(rows(affected('Ubuntu:24.04:LTS', 'vips', '8.12.1-2'), pro), ['vips affected <8.12.1-2']);
});

test('Ubuntu OSV: other releases and channels that change packages are not this release', () => {
  for (const name of [
    'Ubuntu:24.10',
    'Ubuntu:Pro:FIPS:24.04:LTS',
    'Ubuntu:Pro:Realtime:24.04:LTS',
    'Debian:12',
    'Ubuntu',
  ])
    assert.deepEqual(rows(affected(name, 'vips')), [], name);
  assert.deepEqual(
    parse({ 'a.json': flaw('CVE-2030-0001', 'low', [affected('Ubuntu:24.10', 'vips')]) }, '24.10').advisories.length,
    1,
  );
});

test('Ubuntu OSV: its ids, its word and its dates', () => {
  const { advisories, date } = parse({
    'a.json': flaw('CVE-2030-0001', 'high', [affected('Ubuntu:24.04:LTS', 'vips')]),
    'b.json': {
      ...flaw('CVE-2030-0002', 'untriaged', [affected('Ubuntu:24.04:LTS', 'vips')]),
      withdrawn: '2030-02-01T00:00:00Z',
    },
    'c.json': {
      id: 'USN-1-1',
      modified: '2030-03-01T00:00:00Z',
      related: ['UBUNTU-CVE-2030-0003', 'CVE-2030-0003'],
      affected: [affected('Ubuntu:24.04:LTS', 'vips', '2')],
    },
    'd.json': {
      id: 'USN-2-1',
      modified: '2030-01-01T00:00:00Z',
      affected: [affected('Ubuntu:24.04:LTS', 'vips', '2')],
    },
  });
  assert.deepEqual(
    advisories.map(({ id, covers, status, severity }) => [
      id,
      covers.join(' '),
      status,
      severity?.level,
      severity?.source,
    ]),
    [
      ['CVE-2030-0001', '', 'affected', 'high', 'Ubuntu'],
      ['CVE-2030-0002', '', 'withdrawn', undefined, undefined],
      ['USN-1-1', 'CVE-2030-0003', 'affected', undefined, undefined],
      ['USN-2-1', '', 'affected', 'negligible', 'Ubuntu names no flaw'],
    ],
  );
  assert.equal(date, '2030-03-01T00:00:00.000Z');
});

test('Ubuntu OSV: a record in another shape is told', () => {
  const good = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`${at}.json`, flaw(`CVE-2030-00${at + 10}`, 'low', [])]),
  );
  const { unread } = parse({
    ...good,
    'odd.json': { id: 'UBUNTU-CVE-2030-0001', affected: [{ package: { name: 'x' } }] },
  });
  assert.match(unread?.join(' ') ?? '', /^Records that are not understood .*odd\.json, ecosystem\.$/);
});
