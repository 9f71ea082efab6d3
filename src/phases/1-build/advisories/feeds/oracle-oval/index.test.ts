import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Advisory } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { all, any, bulletin, example, holds, oracleFile } from './example.ts';
import { oracleOval } from './index.ts';

before(async () => oracleOval.prepare?.());

function parse(content: string, partition = 'oracle/9'): readonly Advisory[] {
  const [path = ''] = oracleOval.files(partition).map((file) => file.path);
  const parsed = oracleOval.parse(partition, [{ path, bytes: Buffer.from(content) }]);
  return [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
}

test('Oracle: what a bulletin is limited to, whom it covers and how severe it is', () => {
  const advisories = parse(String(example.files[0]?.content));
  assert.deepEqual(
    advisories.map(({ id, covers, ranges, only }) => [id, covers.length, ranges[0]?.fixed, ...(only ?? [])]),
    [
      [
        'ELSA-2030-0001',
        2,
        '1:3.0.7-25.0.1.el9_3',
        { architectures: ['x86_64'], module: '' },
        { architectures: ['aarch64'], module: '' },
      ],
      ['ELSA-2030-0002', 1, '10:3.0.7-25.0.1.el9_3_fips', { architectures: ['x86_64'], module: '' }],
      ['ELSA-2030-0003', 1, '2:3.0.7-25.0.1.ksplice1.el9_3', { architectures: ['x86_64'], module: '' }],
      ['ELSA-2030-0004', 1, '1:18.19.0-1.module+el9.3.0+1+a', { module: 'nodejs:18', architectures: ['x86_64'] }],
    ],
  );
  const [first, second] = advisories;
  assert.deepEqual(
    [first?.title, first?.published, first?.severity],
    ['openssl security update (IMPORTANT)', '2030-01-02', { level: 'high', source: 'Oracle' }],
  );
  // The scores are of two flaws, and nobody says which of them a row would mean.
  assert.deepEqual([first?.cvss.length, second?.cvss.map(({ score }) => score)], [0, [7.5]]);
});

test('Oracle: another release is not this one', () => {
  const content = String(example.files[0]?.content);
  assert.deepEqual(
    parse(content, 'oracle/8').map(({ id }) => id),
    ['ELSA-2030-0005'],
  );
  assert.deepEqual(parse(content, 'oracle/1'), []);
});

test('Oracle: builds for running programs and for FIPS are compared with their own', () => {
  const keys = (version: string, release = '9') =>
    oracleOval
      .lookups(examplePackage('rpm', 'openssl-libs', version), { id: 'ol', version: release, like: [], path: '' })
      .map(({ partition, key }) => `${partition} ${key}`);
  assert.deepEqual(keys('1:3.0.7-24.el9'), ['oracle/9 openssl-libs']);
  assert.deepEqual(keys('2:3.0.7-24.ksplice1.el9'), ['oracle/9 ksplice/openssl-libs']);
  assert.deepEqual(keys('10:3.0.7-24.el9_fips', '8.9'), ['oracle/8 fips/openssl-libs']);
  assert.deepEqual(
    oracleOval.lookups(examplePackage('rpm', 'a', '1'), { id: 'rhel', version: '9', like: [], path: '' }),
    [],
  );
});

test('Oracle: a bulletin that names no flaw mends something else, and a condition that nobody can look at is told', () => {
  const kernel = holds('020', 'something is enabled');
  const [one] = parse(
    oracleFile([
      bulletin('ELSA-2030-0009', 'openssl update', [], all(any(holds('001', 'x')), kernel, holds('010', 'y'))),
    ]),
  );
  assert.deepEqual(
    [one?.severity, one?.note],
    [{ level: 'negligible', source: 'Oracle names no flaw' }, 'something is enabled'],
  );
});
