import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { sarifFormat, sarifText } from './format.ts';
import { levelOf, securitySeverity } from './levels.ts';
import { findingsThatFit, fitting, most } from './limits.ts';
import { markdownText } from './markdown.ts';
import type { Notification, Result, Rule } from './types.ts';

interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly rules: readonly Rule[];
      readonly notifications: readonly { readonly id: string }[];
    };
  };
  readonly invocations: readonly [
    { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly Notification[] },
  ];
  readonly results: readonly Result[];
  readonly properties: { readonly sources: readonly unknown[] };
}

async function runOf(report: typeof sampleReport): Promise<Run> {
  const log = JSON.parse(await sarifFormat.write(report, { color: false, width: 80 }));
  assert.equal(log.version, '2.1.0');
  assert.match(log.$schema, /sarif-schema-2\.1\.0\.json$/);
  assert.equal(log.runs.length, 1);
  return log.runs[0];
}

test('every finding is a result of a rule, as code scanning asks for', async () => {
  const { results, tool } = await runOf(sampleReport);
  const { rules } = tool.driver;
  assert.equal(results.length, sampleReport.findings.length);
  assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
  for (const [at, result] of results.entries()) {
    const finding = sampleReport.findings[at];
    assert.equal(rules[result.ruleIndex]?.id, result.ruleId);
    assert.equal(result.ruleId, finding?.id);
    assert.ok(['error', 'warning', 'note'].includes(result.level));
    assert.ok(result.message.text.length > 0);
    assert.ok(result.rank >= 0 && result.rank <= 100);
    assert.equal(result.partialFingerprints.primaryLocationLineHash, finding?.fingerprint);
    const place = result.locations[0]?.physicalLocation;
    assert.ok(place?.artifactLocation.uri, 'has a place');
    assert.doesNotMatch(place.artifactLocation.uri, /[ <>"\u0000-\u001f]|^\//);
    assert.ok((place.region?.startLine ?? 0) >= 1);
  }
});

test('every rule has help and a score in the band of its severity', async () => {
  const { tool } = await runOf(sampleReport);
  for (const rule of tool.driver.rules) {
    assert.ok(rule.shortDescription.text && rule.fullDescription.text && rule.help.text && rule.help.markdown);
    assert.match(String(rule.properties['security-severity']), /^(?:10|\d)\.\d$/);
    assert.ok(rule.helpUri === undefined || /^https?:\/\//.test(rule.helpUri));
  }
});

test('layer, package and what set it aside are told', async () => {
  const { results } = await runOf(sampleReport);
  const curl = results.find((result) => result.ruleId === 'CVE-2023-38545');
  assert.deepEqual(
    curl?.locations[0]?.logicalLocations?.map((each) => each.kind),
    ['package', 'resource'],
  );
  assert.equal(
    results.find((result) => result.ruleId === 'CVE-2020-28500')?.suppressions?.[0]?.justification,
    'Only constant strings are trimmed.',
  );
  assert.equal(results.filter((result) => result.suppressions !== undefined).length, 1);
});

test('an incomplete scan was not successful, and says why', async () => {
  const { invocations, tool } = await runOf(sampleReport);
  const [invocation] = invocations;
  assert.equal(invocation.executionSuccessful, false);
  assert.deepEqual(
    invocation.toolExecutionNotifications.map((each) => [each.level, each.descriptor.id]),
    [
      ['error', 'E_FORMAT'],
      ['error', 'E_LIMIT'],
      ['warning', 'E_FEED'],
    ],
  );
  assert.deepEqual(
    tool.driver.notifications.map((each) => each.id),
    ['E_FEED', 'E_FORMAT', 'E_LIMIT'],
  );
  const clean = await runOf(emptyReport(true));
  assert.equal(clean.invocations[0].executionSuccessful, true);
  assert.deepEqual(clean.results, []);
  assert.equal(clean.properties.sources.length, 5);
});

test('levels and scores', () => {
  assert.deepEqual((['critical', 'high', 'medium', 'unknown', 'low', 'negligible'] as const).map(levelOf), [
    'error',
    'error',
    'warning',
    'warning',
    'note',
    'note',
  ]);
  const finding = sampleReport.findings.find((one) => one.kind === 'vulnerability');
  assert.ok(finding);
  const cvss = (score: number): typeof finding.cvss => [{ vector: '', score, source: '' }];
  assert.equal(securitySeverity({ ...finding, severity: 'high', cvss: cvss(7.5) }), '7.5');
  assert.equal(
    securitySeverity({ ...finding, severity: 'low', cvss: cvss(9.8) }),
    '2.0',
    'the severity of the vendor counts',
  );
  assert.equal(securitySeverity({ ...finding, severity: 'critical', cvss: [] }), '9.5');
});

test('texts from input are inert', () => {
  assert.equal(markdownText('a|b <img> [x](y) `c` \u001b'), 'a\\|b &lt;img&gt; \\[x\\]\\(y\\) \\`c\\`');
});

test('texts that are too long are cut, told, and whole in another place', async () => {
  for (const [text, expected] of [
    ['', ''],
    ['short', 'short'],
    ['x'.repeat(most.text), 'x'.repeat(most.text)],
    ['x'.repeat(most.text + 1), `${'x'.repeat(most.text - 8)} … (cut)`],
    // Never half a character.
    [`x${'😀'.repeat(most.text)}`, `x${'😀'.repeat((most.text - 10) / 2)} … (cut)`],
  ] as const) {
    assert.equal(fitting(text), expected);
    assert.ok(fitting(text).length <= most.text && fitting(text).isWellFormed());
  }
  const [first, ...rest] = sampleReport.findings;
  assert.ok(first !== undefined);
  const long = `It begins. ${'word '.repeat(400)}It ends.`;
  const { results, tool, invocations } = await runOf({
    ...sampleReport,
    findings: [{ ...first, title: long, details: long }, ...rest],
  });
  const rule = tool.driver.rules[0];
  for (const text of [rule?.shortDescription.text, rule?.fullDescription.text, results[0]?.message.text])
    assert.ok(text !== undefined && text.length <= most.text && text.endsWith('(cut)'), text);
  assert.ok(rule?.help.text.includes('It ends.') && rule.help.markdown?.includes('It ends.'));
  assert.match(String(results[0]?.properties.message), /It ends\./);
  const [told] = invocations[0].toolExecutionNotifications.filter(({ properties }) => properties.part === 'sarif');
  assert.match(told?.message.text ?? '', /^2 texts were cut to 1,024 characters/);
  const whole = await runOf(sampleReport);
  assert.ok(!JSON.stringify(whole.invocations).includes('"sarif"'), 'nothing is told where nothing was cut');
});

test('of more findings than a run may have the most severe are told, in their order, and how many are not', () => {
  const [one] = sampleReport.findings.filter((finding) => finding.suppression === undefined);
  assert.ok(one !== undefined);
  const severities = ['low', 'critical', 'medium', 'critical', 'high', 'negligible'] as const;
  const findings = severities.map((severity, index) => ({
    ...one,
    severity,
    id: `CVE-2024-${1000 + index}`,
    fingerprint: `f${index}`,
    ...(index === 1 ? { suppression: { by: 'a', reason: 'known' } } : {}),
  }));
  const report = { ...sampleReport, findings };
  const idsOf = (room: number): string[] => findingsThatFit(report, room).map(({ id }) => id.slice(-1));
  for (const [room, expected] of [
    [6, '012345'],
    [5, '02345'],
    [3, '234'],
    [1, '3'],
  ] as const)
    assert.equal(idsOf(room).join(''), expected);
  const [run] = JSON.parse(sarifText(report, 3)).runs;
  assert.equal(run.results.length, 3);
  assert.equal(run.tool.driver.rules.length, 3);
  assert.equal(run.properties.findings, 6);
  const text = JSON.stringify(run.invocations[0].toolExecutionNotifications);
  assert.match(text, /3 of 6 findings are not in this document, which has room for 3/);
  assert.ok(run.tool.driver.notifications.some(({ id }: { readonly id: string }) => id === 'E_LIMIT'));
  const many = { ...report, findings: Array.from({ length: most.stored + 1 }, () => findings[0] ?? one) };
  assert.match(sarifText(many), /keeps 5,000 results of a run and not all 5,001/);
});

test('a rule tells the kind of fault in the form that code scanning filters by, and what CISA decided', async () => {
  const { rules } = (await runOf(sampleReport)).tool.driver;
  const tagsOf = (id: string) => rules.find((rule) => rule.id === id)?.properties.tags;
  assert.deepEqual(tagsOf('CVE-2023-44487'), [
    'security',
    'vulnerability',
    'high',
    'external/cwe/cwe-079',
    'external/cwe/cwe-400',
  ]);
  assert.deepEqual(tagsOf('CVE-2023-38545'), ['security', 'vulnerability', 'critical']);
  const help = rules.find(({ id }) => id === 'CVE-2023-44487')?.help.text ?? '';
  assert.match(help, /^Kind of fault: CWE-79, CWE-400$/m);
  assert.match(help, /^SSVC, by CISA: it is exploited, which can be automated and gives partial control$/m);
});
