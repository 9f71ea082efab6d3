import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { cell, csvFormat } from './format.ts';

const options = { color: false, width: 80 };
const rowsOf = async (report: typeof sampleReport): Promise<readonly string[]> =>
  (await csvFormat.write(report, options)).trimEnd().split('\n');

test('a row a finding, also those set aside, and one for each thing that was not judged', async () => {
  const rows = await rowsOf(sampleReport);
  const states = rows.slice(1).map((row) => /^"([^"]*)"/.exec(row)?.[1]);
  const count = (state: string): number => states.filter((one) => one === state).length;
  assert.equal(count('open') + count('set aside'), sampleReport.findings.length);
  assert.ok(count('set aside') > 0 && count('not judged') > 0);
  assert.equal((await rowsOf(emptyReport(true))).length, 1);
});

test('no cell is a formula, and each is one field', () => {
  const start = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%', '\t=', ' =', '\r=', '');
  fc.assert(
    fc.property(start, fc.string({ unit: 'grapheme' }), (first, rest) => {
      const text = cell(`${first}${rest}`);
      assert.match(text, /^"(?:[^"\r\n]|"")*"$/);
      assert.doesNotMatch(text, /^"[\s=+\-@＝＋－＠|%]/);
    }),
  );
  assert.equal(cell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  assert.equal(cell('plain, "quoted"'), '"plain, ""quoted"""');
});
