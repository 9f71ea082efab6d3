import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { sarifFormat } from './format.ts';
import { levelOf, securitySeverity } from './levels.ts';
import { markdownText } from './markdown.ts';
import { pathUri } from './results.ts';
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

test('texts and paths from input are inert', () => {
  assert.equal(markdownText('a|b <img> [x](y) `c` \u001b'), 'a\\|b &lt;img&gt; \\[x\\]\\(y\\) \\`c\\`');
  assert.equal(pathUri('a b/ü/%41/?#'), 'a%20b/%C3%BC/%2541/%3F%23');
  assert.equal(pathUri('\ud800'), '%EF%BF%BD');
});
