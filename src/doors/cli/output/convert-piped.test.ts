import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

const report = JSON.stringify(sampleReport([sampleFinding({ id: 'CVE-1', severity: 'high' })]));

test('a report comes from standard input, and from nothing else there', async () => {
  const cases: readonly (readonly [piped: string, words: string[], code: number, shown: RegExp])[] = [
    [report, ['-o', 'name'], 0, /^CVE-1$/m],
    [`\ufeff${report}`, ['-o', 'name'], 0, /^CVE-1$/m],
    [report, ['--fail-on', 'high', '-o', 'name'], 3, /CVE-1/],
    ['', ['-o', 'name'], 1, /^$/],
    ['{"schemaVersion":"9.0"}', ['-o', 'name'], 1, /^$/],
    ['PK', ['-o', 'name'], 1, /^$/],
  ];
  for (const [piped, words, code, shown] of cases) {
    const host = fakeHost({ piped });
    assert.equal(await cli(['convert', '-', ...words], host), code, `${piped.slice(0, 30)}: ${host.said()}`);
    assert.match(host.printed(), shown);
    assert.doesNotMatch(host.printed() + host.said(), /explain .*--from/, 'nobody could read it again');
  }
  const terminal = fakeHost({ isTerminal: true });
  assert.equal(await cli(['convert', '-'], terminal), 2);
  assert.match(terminal.said(), /standard input is a terminal/);
});
