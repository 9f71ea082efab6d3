import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Report } from '../core/index.ts';
import { explainFinding } from './explanation/finding.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';

const base = sampleReport.findings.find(({ id }) => id === 'CVE-2021-23337');

/** Installed is 4.17.20. */
function reportWith(...fixes: readonly (readonly [string, ...string[]])[]): Report {
  assert.ok(base?.kind === 'vulnerability');
  const { suppression: _, ...open } = base;
  const findings = fixes.map(
    (versions, index): Finding => ({
      ...open,
      id: `CVE-2024-${1000 + index}`,
      fingerprint: String(index).repeat(64),
      fix: { state: 'fixed', versions, advice: 'Do something.' },
    }),
  );
  return { ...sampleReport, findings };
}

async function written(report: Report): Promise<Readonly<Record<string, string>>> {
  const [finding] = report.findings;
  assert.ok(finding);
  const all: Record<string, string> = { explain: await explainFinding(report, finding, { color: false, width: 100 }) };
  for (const id of ['table', 'html', 'sarif']) {
    const format = reportFormats.find((one) => one.id === id);
    assert.ok(format);
    all[id] = await format.write(report, { color: false, width: 100 });
  }
  return all;
}

test('no report for people names a pre-release beside a release; a lone one is told as what it is', async () => {
  const { sarif = '', ...others } = await written(reportWith(['4.17.21', '5.0.0-rc.3']));
  for (const [id, text] of Object.entries(others)) {
    assert.ok(!text.includes('rc.3'), id);
    assert.ok(text.includes('4.17.21'), id);
  }
  // All versions stay in what programs read, in their order; the text is for people.
  assert.deepEqual(JSON.parse(sarif).runs[0].results[0].properties.fix, {
    state: 'fixed',
    versions: ['4.17.21', '5.0.0-rc.3'],
    text: '4.17.21',
  });
  for (const [id, text] of Object.entries(await written(reportWith(['5.0.0-rc.3']))))
    assert.match(text, /5\.0\.0-rc\.3 \(a pre-release\)/, id);
});

test('the smallest step stands beside the full one', async () => {
  const { table = '', html = '' } = await written(reportWith(['4.17.21'], ['4.17.22'], ['9.1.0']));
  assert.match(table, /→ 4\.17\.22 clears 2 of 3; 9\.1\.0 clears all 3/);
  assert.match(html, /the smallest step: <code>4\.17\.22<\/code> clears 2 of 3/);
});
