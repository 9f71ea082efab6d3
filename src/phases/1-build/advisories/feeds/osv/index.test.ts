import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import type { Advisory } from '../../../../../core/index.ts';
import { cvssScore } from '../cvss.ts';
import { examplePackage } from '../example.ts';
import { osv } from './index.ts';
import { osvKey, packageName } from './names.ts';

before(() => osv.prepare?.());

function parse(ecosystem: string, records: readonly object[]) {
  const zip = makeZip(records.map((record, index) => ({ name: `${index}.json`, content: JSON.stringify(record) })));
  const parsed = osv.parse(`osv/${ecosystem}`, [{ path: `${ecosystem}/all.zip`, bytes: zip }]);
  const rows = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record] : []));
  return {
    rows,
    problems: parsed.problems,
    unread: parsed.unread,
    date: parsed.date,
    earlierDates: parsed.earlierDates,
  };
}

const affected = (name: string, more: object = {}, ecosystem = 'npm') => ({
  package: { ecosystem, name },
  ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
  ...more,
});

const record = (more: object) => ({
  id: 'GHSA-aaaa',
  modified: '2030-01-01T00:00:00Z',
  affected: [affected('a')],
  ...more,
});

function only(more: object, ecosystem = 'npm'): Advisory {
  const { rows } = parse(ecosystem, [record(more)]);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.ok(row);
  return row.advisory;
}

test('osv: dates, newest first, so that a slip in one year need not date the feed', () => {
  const dates = [
    '2028-01-01T00:00:00Z',
    '2099-01-01T00:00:00Z',
    '2030-01-01T00:00:00Z',
    '2030-01-01T00:00:00Z',
    'soon',
  ];
  const { date, earlierDates } = parse(
    'npm',
    dates.map((modified) => record({ modified })),
  );
  assert.equal(date, '2099-01-01T00:00:00.000Z');
  assert.deepEqual(earlierDates, ['2030-01-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z']);
});

test('osv: severities, whose they are, and what they score', () => {
  const v3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  const severity = [{ type: 'CVSS_V3', score: v3 }];
  const cases: readonly [object, object][] = [
    [{}, { cvss: [] }],
    [{ severity }, { cvss: [{ vector: v3, score: 9.8, source: 'GitHub' }] }],
    [
      { severity, database_specific: { severity: 'MODERATE' } },
      { cvss: [{ vector: v3, score: 9.8, source: 'GitHub' }], severity: { level: 'medium', source: 'GitHub' } },
    ],
    [
      { id: 'GO-1', severity, affected: [affected('a', { severity: [{ type: 'CVSS_V4', score: v4 }] })] },
      { cvss: [{ vector: v4, score: 9.3, source: 'Go' }] },
    ],
    [
      { severity: [{ type: 'Ubuntu', score: 'medium' }] },
      { cvss: [], severity: { level: 'medium', source: 'Ubuntu' } },
    ],
    [{ id: 'MAL-2030-1' }, { cvss: [], severity: { level: 'critical', source: 'OpenSSF Malicious Packages' } }],
    [
      { id: 'MAL-2030-1', database_specific: { severity: 'LOW' } },
      { cvss: [], severity: { level: 'critical', source: 'OpenSSF Malicious Packages' } },
    ],
    [{ id: 'X-1', database_specific: { severity: 'sky-high' } }, { cvss: [] }],
  ];
  for (const [more, expected] of cases) {
    const { cvss, severity: level } = only(more);
    assert.deepEqual({ cvss, ...(level ? { severity: level } : {}) }, expected, JSON.stringify(more));
  }
});

test('osv: scores of vectors from the CVSS documents, and no score for what is none', () => {
  const cases: readonly [string, number | undefined][] = [
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVSS:3.1/AV:N', undefined],
    ['CVSS:3.1/nonsense', undefined],
    ['', undefined],
    ['CVSS:3.1/'.repeat(100), undefined],
  ];
  for (const [vector, score] of cases) assert.equal(cvssScore(vector), score, vector);
});

test('osv: a record gives one row per package of this ecosystem', () => {
  const { rows } = parse('npm', [
    record({
      affected: [
        affected('a', { ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.5.0' }] }] }),
        affected('a', {
          ranges: [{ type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '2.5.0' }] }],
          versions: ['3.0.0'],
        }),
        affected('b'),
        affected('c', {}, 'PyPI'),
        affected('d', {}, 'npm:https://registry.example.com'),
        { ranges: [{ type: 'GIT', repo: 'x', events: [{ introduced: '0' }] }] },
      ],
    }),
  ]);
  assert.deepEqual(
    rows.map(({ key, advisory }) => [key, advisory.ranges, advisory.versions]),
    [
      [
        'a',
        [
          { introduced: '1.0.0', fixed: '1.5.0' },
          { introduced: '2.0.0', fixed: '2.5.0' },
        ],
        ['3.0.0'],
      ],
      ['b', [{ fixed: '1.0.1' }], []],
      ['https://registry.example.com/d', [{ fixed: '1.0.1' }], []],
    ],
  );
});

test('osv: unsorted events are sorted by the order of the ecosystem', () => {
  const events = [{ fixed: '1.10.0' }, { introduced: '1.9.0' }, { fixed: '1.2.0' }, { introduced: '0' }];
  const sorted = [{ fixed: '1.2.0' }, { introduced: '1.9.0', fixed: '1.10.0' }];
  for (const ecosystem of ['npm', 'PyPI', 'Go', 'crates.io', 'RubyGems']) {
    const entry = affected('a', { ranges: [{ type: 'SEMVER', events }] }, ecosystem);
    assert.deepEqual(only({ affected: [entry] }, ecosystem).ranges, sorted, ecosystem);
  }
});

test('osv: withdrawn records stay and say so', () => {
  const advisory = only({ withdrawn: '2030-02-01T00:00:00Z', aliases: ['CVE-2030-0001'], summary: 'S', details: 'D' });
  assert.equal(advisory.status, 'withdrawn');
  assert.deepEqual([advisory.aliases, advisory.title, advisory.details], [['CVE-2030-0001'], 'S', 'D']);
});

test('osv: what is left out is told, by kind', () => {
  const git = { type: 'GIT', repo: 'x', events: [{ introduced: '0' }] };
  const { rows, problems, unread, date } = parse('npm', [
    record({ id: 'A' }),
    record({ id: 'B', affected: [affected('b', { ranges: [git] })] }),
    record({ id: 'C', affected: [affected('c', { ranges: [] })], modified: '2030-03-01T00:00:00Z' }),
    record({ id: 'D', affected: 'all' }),
    record({ id: 7 }),
    record({ id: 'E', severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] }),
    record({ id: 'F', affected: [affected('c', { database_specific: { informational: 'unmaintained' } })] }),
  ]);
  assert.deepEqual(
    rows.map(({ advisory }) => advisory.id),
    ['A', 'E', 'F'],
  );
  assert.equal(rows[2]?.advisory.note, 'informational: unmaintained');
  assert.deepEqual(problems, [
    'Records that name only commits: B b.',
    'Records that name no versions: C c.',
    'Records in another shape: 3.json, affected: an array expected, a string found, 4.json, id: a string expected, a number found.',
    'Severities that cannot be scored: E CVSS_V3 CVSS:3.1/AV:N.',
  ]);
  assert.deepEqual(unread, [problems[2]], 'of these alone nobody knows what they say');
  assert.equal(date, '2030-03-01T00:00:00.000Z');
});

test('osv: packages are looked up by purl type, under one spelling of their name', () => {
  const cases: readonly [string, string, string, string][] = [
    ['npm', 'pkg:npm/@scope/name@1.0.0', 'osv/npm', '@scope/name'],
    ['pypi', 'pkg:pypi/Zope._Interface@1', 'osv/PyPI', 'zope-interface'],
    [
      'golang',
      'pkg:golang/github.com/Azure/go-autorest/autorest@v0.1.0#sub/path',
      'osv/Go',
      'github.com/azure/go-autorest/autorest',
    ],
    ['golang', 'pkg:golang/stdlib@1.22.0', 'osv/Go', 'stdlib'],
    ['gem', 'pkg:gem/rails@7.0.0?platform=ruby', 'osv/RubyGems', 'rails'],
    ['cargo', 'pkg:cargo/openssl-src@300.0.0', 'osv/crates.io', 'openssl-src'],
    ['composer', 'pkg:composer/Symfony/HTTP-kernel@v5.0.0', 'osv/Packagist', 'symfony/http-kernel'],
    ['nuget', 'pkg:nuget/Newtonsoft.Json@12.0.1', 'osv/NuGet', 'newtonsoft.json'],
    [
      'maven',
      'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
      'osv/Maven',
      'org.apache.logging.log4j:log4j-core',
    ],
  ];
  for (const [type, purl, partition, key] of cases) {
    const found = osv.lookups(examplePackage(type, 'x', '1.0.0', { purl }), undefined);
    assert.deepEqual(
      found.map((one) => [one.partition, one.key, one.version]),
      [[partition, key, '1.0.0']],
      purl,
    );
  }
  const capitals = osv.lookups(
    examplePackage('npm', 'JSONStream', '1.3.5', { purl: 'pkg:npm/JSONStream@1.3.5' }),
    undefined,
  );
  assert.deepEqual(
    capitals.map(({ key }) => key),
    ['JSONStream', 'jsonstream'],
  );
  const scoped = osv.lookups(examplePackage('npm', 'x', '1', { purl: 'pkg:npm/%40Scope/Name@1.0.0' }), undefined);
  assert.deepEqual(
    scoped.map(({ key }) => key),
    ['@Scope/Name', '@scope/name'],
  );
  const installed = { ...examplePackage('npm', 'x', '1', { purl: 'pkg:npm/JSONStream@1.3.5' }), foundBy: 'npm' };
  assert.deepEqual(
    osv.lookups(installed, undefined).map(({ key }) => key),
    ['JSONStream'],
  );
  assert.match(String(capitals[1]?.why), /JSONStream may mean that: only old names/);
  for (const type of ['apk', 'deb', 'rpm', 'generic'])
    assert.deepEqual(osv.lookups(examplePackage(type, 'x', '1'), undefined), []);
  const node = osv.lookups(examplePackage('generic', 'httpd', '2.4.49'), undefined);
  assert.deepEqual(
    node.map(({ partition, key, version }) => [partition, key, version]),
    [['osv/Bitnami', 'apache', '2.4.49']],
  );
  assert.match(String(node[0]?.why), /httpd 2\.4\.49 was brought by no package manager/);
  assert.equal(packageName('pkg:npm/%E0%A4%A@1', '/'), '%E0%A4%A');
  assert.equal(osvKey('AlmaLinux:9', 'openssl'), '9/openssl');
});

test('osv: a file that is no record is left out and told with its place; the rest is kept', () => {
  const record = (id: string) =>
    JSON.stringify({
      id,
      modified: '2030-01-01T00:00:00Z',
      affected: [{ package: { ecosystem: 'npm', name: id }, versions: ['1.0.0'] }],
    });
  const odd: Readonly<Record<string, string>> = {
    'cut.json': '{"id": "GHSA-1", "affec',
    'empty.json': '',
    'html.json': '<html>',
    'deep.json': `${'['.repeat(100)}${']'.repeat(100)}`,
    'shape.json': '{"id": 7}',
    'large.json': `{"id": "GHSA-2", "details": ${JSON.stringify(Array.from({ length: 700_000 }, (_, at) => at).join())}}`,
  };
  for (const [name, content] of Object.entries(odd)) {
    const zip = makeZip([
      { name: 'a.json', content: record('A-1') },
      { name, content },
      { name: 'b.json', content: record('B-1') },
    ]);
    const parsed = osv.parse('osv/npm', [{ path: 'npm/all.zip', bytes: zip }]);
    assert.deepEqual(
      [...parsed.records].map(({ key }) => key),
      ['A-1', 'B-1'],
      name,
    );
    assert.match(parsed.problems.join(), new RegExp(name), name);
  }
});

const limited = { ecosystem_specific: { imports: [{ path: 'a/x' }] } };

/** Entries of one package in one record, and what they limit it to together. */
const merged: [title: string, entries: readonly object[], only: Advisory['only']][] = [
  ['one entry', [limited], [{ part: 'a/x' }]],
  [
    'two that are limited',
    [limited, { ecosystem_specific: { imports: [{ path: 'a/y' }] } }],
    [{ part: 'a/x' }, { part: 'a/y' }],
  ],
  ['two, one of them about all', [limited, {}], undefined],
  ['two, the first about all', [{}, limited], undefined],
];
for (const [title, entries, only] of merged) {
  test(`what a record is limited to: ${title}`, () => {
    const { rows } = parse('Go', [record({ affected: entries.map((more) => affected('a', more, 'Go')) })]);
    assert.deepEqual(
      rows.map(({ advisory }) => advisory.only),
      [only],
    );
  });
}

test('osv: the zip of another ecosystem is refused', () => {
  const of = (ecosystem: string) => record({ affected: [affected('a', {}, ecosystem)] });
  const refusal = { code: 'E_FEED', message: 'most of its records name no package of npm' };
  assert.throws(() => parse('npm', [of('PyPI')]), refusal);
  assert.throws(() => parse('npm', [of('PyPI'), of('npm'), of('PyPI:https://x')]), refusal);
  assert.equal(parse('npm', [of('npm'), of('PyPI')]).rows.length, 1);
  // What is about commits alone names nobody's package.
  assert.equal(parse('npm', [record({ affected: [{ ranges: [] }] })]).rows.length, 0);
});
