import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import { diffReports } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

test('no verdict hangs on a base that no list names; what is worse all the same is found', async () => {
  const [low, high] = [sampleFinding({ severity: 'low' }), sampleFinding({ severity: 'high' })];
  const notListed = 'its base is in the ledger alone, and no list names it';
  for (const [listed, finding, words, code] of [
    [false, low, [], 0],
    [false, low, ['--fail-on', 'high'], 5],
    [false, low, ['--fail-on', 'high', '--allow-partial'], 0],
    [false, high, ['--fail-on', 'high'], 3],
    [true, low, ['--fail-on', 'high'], 0],
  ] as const) {
    const host = fakeHost({
      flows: {
        diff: async () => {
          const found = diffReports(sampleReport([]), sampleReport([finding]));
          return listed ? found : { ...found, before: { ...found.before, notListed } };
        },
      },
    });
    const what = JSON.stringify([listed, finding.severity, words]);
    assert.equal(await cli(['diff', 'base-of:app:1', 'app:1', ...words], host), code, what);
    assert.equal(host.printed().includes('no verdict hangs on it'), !listed, what);
    if (!listed && words.length > 0 && code !== 0) assert.match(host.said(), /A \(its base is in the ledger alone/);
  }
});
