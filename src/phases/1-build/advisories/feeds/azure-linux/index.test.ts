import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadXml } from '../../../../../foundations/formats/index.ts';
import { examplePackage } from '../example.ts';
import { example } from './example.ts';
import { azureLinux } from './index.ts';

before(loadXml);

function parse() {
  const files = example.files.map(({ path, content }) => ({ path, bytes: Buffer.from(String(content)) }));
  const parsed = azureLinux.parse(example.partition, files);
  const advisories = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  return { advisories, date: parsed.date };
}

test('Azure Linux: fixed, not applicable and not fixed are kept apart', () => {
  const { advisories, date } = parse();
  assert.equal(date, '2030-01-03T12:04:24.000Z');
  assert.deepEqual(
    advisories.map(({ id, status, ranges, severity, note }) => [id, status, ...ranges, severity?.level, note]),
    [
      ['CVE-2030-0001', 'affected', { fixed: '3.3.0-2.azl3' }, 'high', undefined],
      ['CVE-2030-0002', 'unaffected', 'high', 'not applicable, or no longer'],
      ['CVE-2030-0003', 'affected', { lastAffected: '6.04-10.azl3' }, 'high', 'no patch is available'],
    ],
  );
});

test('Azure Linux: releases, and versions without the epoch that its data never have', () => {
  const at = (id: string, version: string, type = 'rpm') =>
    azureLinux
      .lookups(examplePackage(type, 'kernel', '2:6.6-1'), { id, version, like: [], path: '' })
      .map(({ partition, version: of }) => `${partition} ${of}`);
  assert.deepEqual(at('azurelinux', '3.0'), ['azurelinux/3.0 6.6-1']);
  assert.deepEqual(at('mariner', '2.0.20230407'), ['mariner/2.0 6.6-1']);
  for (const [id, version, type] of [
    ['fedora', '3.0'],
    ['azurelinux', '3'],
    ['azurelinux', '../3.0'],
    ['azurelinux', '3.0', 'deb'],
  ] as const)
    assert.deepEqual(at(id, version, type), []);
  assert.deepEqual(azureLinux.files('mariner/2.0'), [
    { path: 'cbl-mariner-2.0-oval.xml', instead: 'cbl-mariner-2.0-oval.xml.gz' },
  ]);
});
