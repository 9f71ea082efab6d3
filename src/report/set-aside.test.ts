import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Report } from '../core/index.ts';
import { explainFinding } from './explanation/finding.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';
import { groupFindings } from './view/groups.ts';
import { summarise } from './view/summary.ts';

const options = { color: false, width: 80 };
const id = 'CVE-2023-45853';
const lastDay = '2024-05-20';

/** The sample, made at a time, in which one finding is set aside to the end of the last day. */
function report(created: string, isSetAside: boolean): Report {
  const findings = sampleReport.findings.map(({ suppression: _, ...finding }) =>
    finding.id === id && isSetAside
      ? { ...finding, suppression: { by: 'mara', reason: 'no such call', until: lastDay } }
      : finding,
  );
  assert.ok(findings.some((finding) => finding.id === id));
  return { ...sampleReport, created, findings };
}

const [within, after] = [`${lastDay}T23:59:59.999Z`, '2024-05-21T00:00:00Z'];

/** Formats that write out what is stored, whether it counts or not; and those that tell no findings. */
const others: Readonly<Record<string, 'as stored' | 'no findings'>> = {
  json: 'as stored',
  spdx: 'no findings',
  'spdx-tag-value': 'no findings',
  'spdx-3': 'no findings',
  github: 'no findings',
};

for (const format of reportFormats) {
  test(`${format.id}: what is set aside is so on the last day, and counts on the day after`, async () => {
    const same = async (created: string): Promise<boolean> =>
      (await format.write(report(created, true), options)) === (await format.write(report(created, false), options));
    const other = others[format.id];
    assert.equal(await same(within), other === 'no findings', 'the last day');
    assert.equal(await same(after), other !== 'as stored', 'the day after');
  });
}

const tellsSource = new Set(['table', 'html', 'sarif', 'cyclonedx', 'json']);

for (const format of reportFormats.filter(({ id }) => tellsSource.has(id))) {
  test(`${format.id}: where the word for setting aside stands is told`, async () => {
    const written = await format.write(sampleReport, { ...options, width: 120 });
    assert.match(written, /\.trivyignore/);
    assert.match(written, /line 3/);
  });
}

test('counts and groups hold what is over, and not what is set aside', () => {
  for (const [created, open] of [
    [within, false],
    [after, true],
  ] as const) {
    const made = report(created, true);
    const { open: counted, setAside } = summarise(made);
    assert.equal(
      counted.some((finding) => finding.id === id),
      open,
    );
    assert.equal(
      setAside.some((finding) => finding.id === id),
      !open,
    );
    const rows = groupFindings(made).flatMap((group) => group.rows);
    assert.equal(
      rows.some(({ finding }) => finding.id === id),
      open,
    );
  }
});

test('an explanation says that it counts again', async () => {
  for (const [created, told] of [
    [within, false],
    [after, true],
  ] as const) {
    const made = report(created, true);
    const finding = made.findings.find((one) => one.id === id);
    assert.ok(finding);
    const text = await explainFinding(made, finding, options);
    assert.equal(/counts again/.test(text), told);
    assert.match(text, /Set aside by mara until 2024-05-20/);
  }
});
