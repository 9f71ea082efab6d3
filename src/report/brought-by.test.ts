import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Report } from '../core/index.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';

/* Who brought each finding, and whether its code is reached, in every output that shows single findings. */

const [curl, perl] = ['CVE-2023-38545', 'CVE-2023-31484'];
const with_ = (change: (finding: Finding) => Finding): Report => ({
  ...sampleReport,
  findings: sampleReport.findings.map(change),
});
const marked = with_((one) => ({ ...one, ...(one.id === curl ? { broughtBy: 'yours' } : {}) }) as Finding);
const reached = with_((one) =>
  one.kind === 'vulnerability' && one.id === curl ? { ...one, reach: { state: 'reachable', functions: ['f'] } } : one,
);
const write = async (id: string, report: Report, width = 120): Promise<string> =>
  (await reportFormats.find((one) => one.id === id)?.write(report, { color: false, width })) ?? '';

test('a table says before the layer who brought a group, and in each row where a group is of both', async () => {
  const plain = await write('table', sampleReport);
  assert.doesNotMatch(plain, /yours|base image/);
  assert.match(await write('table', marked), /^ {2}yours · layer \d/m);
  const group = sampleReport.findings.filter((one) => one.kind === 'vulnerability' && one.package?.name === 'openssl');
  assert.ok(group.length > 1);
  const both = with_((one) => (group.includes(one) ? { ...one, broughtBy: one === group[0] ? 'base' : 'yours' } : one));
  const text = await write('table', both, 160);
  assert.match(text, /base image and yours · layer/);
  assert.match(text, new RegExp(`${group[0]?.id}.*\\((?:base image|base image and yours)\\)`));
  assert.match(text, new RegExp(`${group[1]?.id}.*\\(yours\\)`));
});

test('a page marks rows by who brought them, and has a box for it only then', async () => {
  const [page, plain] = [await write('html', marked), await write('html', sampleReport)];
  const only = (text: string, id: string): string =>
    new RegExp(`data-id="${id}"[^>]* data-only="([^"]*)"`).exec(text)?.[1] ?? '?';
  assert.ok(only(page, curl).split(' ').includes('yours'));
  assert.doesNotMatch(only(page, perl), /yours|base/);
  assert.match(page, /name="only" value="yours"/);
  assert.doesNotMatch(page, /name="only" value="base"/);
  assert.doesNotMatch(plain, /name="only" value="(?:yours|base|reachable)"/);
});

test('JSON and SARIF tell it of each finding', async () => {
  const json = JSON.parse(await write('json', marked)) as { findings: { id: string; broughtBy?: string }[] };
  const told = (list: readonly { id: string; broughtBy?: string }[]): readonly string[] =>
    list.flatMap(({ id, broughtBy }) => (broughtBy === undefined ? [] : [`${id} ${broughtBy}`]));
  assert.deepEqual(told(json.findings), [`${curl} yours`]);
  const { runs } = JSON.parse(await write('sarif', marked)) as {
    runs: [{ results: { ruleId: string; properties: { broughtBy?: string } }[] }];
  };
  const rows = runs[0].results.map(({ ruleId, properties }) => ({ id: ruleId, ...properties }));
  assert.deepEqual(told(rows), [`${curl} yours`]);
});

test('what the program comes to is marked in the table and on the page, and nothing else is', async () => {
  for (const width of [60, 80, 120]) {
    const rows = (await write('table', reached, width)).split('\n').filter((line) => line.includes('REACHABLE'));
    assert.deepEqual(
      rows.map((row) => row.includes(curl)),
      [true],
      `${width}`,
    );
    assert.ok(rows.every((row) => row.length <= width));
  }
  assert.doesNotMatch(await write('table', sampleReport), /REACHABLE/);
  assert.equal((await write('html', reached)).split('>Reachable<').length, 2);
  assert.equal((await write('html', sampleReport)).split('>Reachable<').length, 1);
});
