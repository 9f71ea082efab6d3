import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { ShowFilter } from './format.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';

/* What is asked to be shown, in every output: fewer findings, said so, and the same counts. */

const show: ShowFilter = { text: '--severity critical', shows: ({ severity }) => severity === 'critical' };
const plain = { color: false, width: 120 };

for (const format of reportFormats)
  test(`${format.id}: ${format.showsSome ? 'shows what is asked for and says so' : 'holds everything'}`, async () => {
    const all = await format.write(sampleReport, plain);
    const some = await format.write(sampleReport, { ...plain, show });
    if (format.showsSome !== true) {
      assert.equal(some, all);
      return;
    }
    assert.ok(all.includes('CVE-2023-31484') && !hasRow(format.id, some, 'CVE-2023-31484'));
    assert.ok(some.includes(sampleReport.findings.find(({ severity }) => severity === 'critical')?.id ?? '?'));
    if (format.id !== 'name') assert.match(some, /findings are not shown \(--severity critical\)/);
    const none = await format.write(sampleReport, { ...plain, show: { text: '--x', shows: () => false } });
    if (format.id !== 'name') assert.match(none, /findings are not shown \(--x\)/);
  });

/** Whether a finding is listed; a page and a table may name an id elsewhere. */
function hasRow(format: string, text: string, id: string): boolean {
  return format === 'html' ? text.includes(`data-id="${id}"`) : text.includes(id);
}

test('a table counts what it does not show', async () => {
  const table = reportFormats.find(({ id }) => id === 'table');
  const counts = async (options: { readonly show?: ShowFilter }): Promise<string | undefined> =>
    /^.*\d+ high.*$/m.exec((await table?.write(sampleReport, { ...plain, ...options })) ?? '')?.[0];
  assert.equal(await counts({ show }), await counts({}));
});
