import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { photonCve } from './index.ts';

function read(entry: object): Advisory | undefined {
  const entries = [{ cve_id: 'CVE-2030-0001', pkg: 'p', cve_score: 9.8, ...entry }];
  const files = [{ path: 'cve_data_photon5.0.json', bytes: Buffer.from(JSON.stringify(entries)) }];
  const [first] = photonCve.parse('photon/5.0', files).records;
  return first?.kind === 'advisory' ? first.advisory : undefined;
}

const states: readonly [entry: object, status: Advisory['status'], ranges: Advisory['ranges']][] = [
  [{ res_ver: '1.0-2.ph5' }, 'affected', [{ fixed: '1.0-2.ph5' }]],
  [{ res_ver: '1.0-2.ph5', status: 'Fixed' }, 'affected', [{ fixed: '1.0-2.ph5' }]],
  [{ res_ver: '1:1.0-2.ph5' }, 'affected', [{ fixed: '1.0-2.ph5' }]],
  [{ res_ver: 'NA' }, 'affected', [{}]],
  [{ res_ver: 'NA', status: 'Not Affected' }, 'unaffected', []],
];
for (const [entry, status, ranges] of states) {
  test(`Photon: an entry with ${JSON.stringify(entry)}`, () => {
    const found = read(entry);
    assert.deepEqual([found?.status, found?.ranges], [status, ranges]);
    assert.deepEqual(found?.severity, { level: 'critical', source: 'Photon OS' });
  });
}

test('Photon: a score that is none rates nothing', () => {
  for (const cve_score of [0, 11, '9.8', null])
    assert.equal(read({ res_ver: 'NA', cve_score })?.severity, undefined, `${cve_score}`);
});

test('Photon: where it looks', () => {
  const at = (version: string, id = 'photon') =>
    photonCve
      .lookups(examplePackage('rpm', 'p', '2:1-1'), { id, version, like: [], path: 'x' })
      .map(({ partition, version: compared }) => `${partition} ${compared}`);
  assert.deepEqual(at('5.0'), ['photon/5.0 1-1']);
  assert.deepEqual(at('4'), []);
  assert.deepEqual(at('5.0', 'fedora'), []);
});
