import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Finding, OtherFinding, Report } from '../core/index.ts';
import { explainFinding } from './explanation/finding.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';

/* What is wrong with a package and is no flaw, in every output. */

const options = { color: false, width: 120 };

const about = (kind: OtherFinding['kind'], id: string): OtherFinding => {
  const flaw = sampleReport.findings.find((one) => one.kind === 'vulnerability' && one.package?.name === 'lodash');
  assert.ok(flaw?.kind === 'vulnerability' && flaw.package !== undefined);
  const { subject, location, package: found } = flaw;
  return {
    kind,
    subject,
    id,
    aliases: [],
    title: `Title of ${id}`,
    severity: 'critical',
    severitySource: 'somebody',
    location,
    evidence: [{ kind: 'record', statement: `${id} says so.` }],
    fix: { state: 'remedy', action: 'remove', advice: 'Remove it.' },
    risk: { score: 98, factors: [] },
    references: [],
    fingerprint: id.padEnd(32, '0'),
    package: found,
  };
};

const withFinding = (finding: Finding): Report => ({ ...sampleReport, findings: [finding, ...sampleReport.findings] });

/** Formats that tell packages, and vulnerabilities at most. */
const silent = new Set(['spdx', 'spdx-tag-value', 'spdx-3', 'openvex', 'github']);

for (const [kind, id] of [
  ['malware', 'MAL-2030-1'],
  ['licence', 'licence/denied'],
] as const) {
  const finding = about(kind, id);
  for (const { id: format, write } of reportFormats) {
    test(`${format}: ${kind} is told ${silent.has(format) ? 'nowhere' : 'as what it is'}`, async () => {
      const written = await write(withFinding(finding), options);
      assert.equal(written.includes(id), !silent.has(format));
    });
  }

  test(`${kind}: explained with its package`, async () => {
    const text = await explainFinding(withFinding(finding), finding, options);
    assert.match(text, /in lodash /);
    assert.match(text, new RegExp(`^${kind} in`, 'im'));
  });
}

const written = (format: string): Promise<string> | string => {
  const found = reportFormats.find(({ id }) => id === format);
  assert.ok(found);
  return found.write(withFinding(about('malware', 'MAL-2030-1')), options);
};

test('malware stands apart from flaws of the same package', async () => {
  const table = await written('table');
  assert.match(table, /malware.*MAL-2030-1.*findings, riskiest first.*CVE-/is);
  assert.match(table, /1 package of malware among them/);
  const page = await written('html');
  assert.match(page, /<h2[^>]*>Malware/);
  const { runs } = JSON.parse(await written('sarif'));
  const rule = runs[0].tool.driver.rules.find((one: { id: string }) => one.id === 'MAL-2030-1');
  assert.deepEqual([rule.name, rule.properties.tags], ['Malware', ['security', 'malware', 'critical']]);
  const bom = JSON.parse(await written('cyclonedx'));
  assert.ok(!bom.vulnerabilities.some((one: { id: string }) => one.id === 'MAL-2030-1'));
  assert.ok(bom.metadata.properties.some((one: { name: string }) => one.name === 'seaworthy:malware'));
});

test('where there is no malware, no page and no table speaks of it', async () => {
  for (const { id, write } of reportFormats.filter(({ id }) => id === 'table' || id === 'html')) {
    const text = await write(sampleReport, options);
    assert.doesNotMatch(text, /of malware|<h2[^>]*>Malware|^.*─ malware/m, id);
  }
});
