import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../../core/index.ts';
import type { ImportedResult, ImportedRun } from '../imported.ts';
import { readImport } from '../read-report.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** The only run of a report with these members. */
async function runOf(run: object, driver: object = {}): Promise<ImportedRun> {
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'T', ...driver } }, results: [], ...run }] };
  const [read] = await readImport(bytes(log), 'r.sarif');
  assert.ok(read);
  return read;
}

async function resultOf(result: object, driver: object = {}, run: object = {}): Promise<ImportedResult> {
  const { results } = await runOf({ ...run, results: [{ ruleId: 'R', message: { text: 'M' }, ...result }] }, driver);
  assert.ok(results[0]);
  return results[0];
}

const at = (uri: string, region?: object, more?: object) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, ...(region && { region }), ...more } }],
});

test('rules by index, by id, of extensions, of a parent, and an index that leads elsewhere', async () => {
  const rule = (id: string) => ({ id, defaultConfiguration: { level: 'error' }, helpUri: `https://x.example/${id}` });
  const driver = { rules: [rule('A'), rule('B')] };
  const tool = (extensions: object[]) => ({ tool: { driver: { name: 'T', ...driver }, extensions } });
  const help = async (result: object, run: object = {}) => (await resultOf(result, driver, run)).references[0];
  assert.equal(await help({ ruleId: undefined, ruleIndex: 1 }), 'https://x.example/B');
  assert.equal(await help({ ruleId: 'B' }), 'https://x.example/B');
  assert.equal(await help({ ruleId: 'B/1/2' }), 'https://x.example/B');
  assert.equal(await help({ ruleId: 'B', ruleIndex: 0 }), 'https://x.example/B');
  assert.equal(await help({ ruleId: 'C' }), undefined);
  const extensions = tool([{ name: 'E', rules: [rule('C')] }]);
  assert.equal(await help({ ruleId: 'C' }, extensions), 'https://x.example/C');
  const rules = [
    { index: 0, toolComponent: { index: 0 } },
    { id: 'C', toolComponent: { name: 'E' } },
  ];
  for (const one of rules)
    assert.equal(await help({ ruleId: undefined, rule: one }, extensions), 'https://x.example/C');
});

test('how bad: the score first, then the level of the result, of its user, of its rule, else a warning', async () => {
  const severity = async (result: object, rule: object = {}, run: object = {}) =>
    (await resultOf(result, { rules: [{ id: 'R', ...rule }] }, run)).severity;
  const score = (value: unknown) => ({ properties: { 'security-severity': value } });
  const overrides = { ruleConfigurationOverrides: [{ descriptor: { id: 'R' }, configuration: { level: 'note' } }] };
  assert.equal(await severity({}), 'medium');
  assert.equal(await severity({ level: 'error' }), 'high');
  assert.equal(await severity({}, { defaultConfiguration: { level: 'error' } }), 'high');
  assert.equal(
    await severity({}, { defaultConfiguration: { level: 'error' } }, { invocations: [overrides] }),
    'negligible',
  );
  assert.equal(await severity({ level: 'note' }, score('9.8')), 'critical');
  assert.equal(await severity({ level: 'note' }, score(7.5)), 'high');
  assert.equal(await severity({ level: 'note' }, score('HIGH')), 'high');
  assert.equal(await severity({ level: 'error' }, score('0.0')), 'negligible');
  for (const none of ['', 'soon', '11', '-1', null])
    assert.equal(await severity({ level: 'error' }, score(none)), 'high');
  assert.equal(await severity({ level: 'none' }), 'unknown');
  assert.equal(await severity({ level: 'constructor' }), 'unknown');
});

test('messages by id, with arguments, and titles where there is none', async () => {
  const driver = {
    globalMessageStrings: { g: { text: 'all {0}' } },
    rules: [
      { id: 'R', messageStrings: { m: { text: '{0} of {1}, {{0}}, {7}' } }, shortDescription: { text: 'Short' } },
    ],
  };
  const title = async (message: unknown) => (await resultOf({ message }, driver)).title;
  assert.equal(await title({ id: 'm', arguments: ['a', 'b'] }), 'a of b, {0}, {7}');
  assert.equal(await title({ id: 'g', arguments: ['x'] }), 'all x');
  assert.equal(await title({ id: 'none' }), 'Short');
  assert.equal(await title({ markdown: '**b**' }), '**b**');
  const long = await title({ id: 'g', arguments: ['y'.repeat(100_000)] });
  assert.ok(long.length < 1_000);
});

test('weaknesses: taxa, relationships, tags, properties; what is none is left alone', async () => {
  const weaknesses = async (result: object, rule: object = {}, run: object = {}) =>
    (await resultOf(result, { rules: [{ id: 'R', ...rule }] }, run)).weaknesses;
  const target = { id: '327', toolComponent: { name: 'CWE' } };
  assert.deepEqual(await weaknesses({}, { relationships: [{ target }] }), ['CWE-327']);
  assert.deepEqual(await weaknesses({ taxa: [{ id: 'CWE-79' }, { id: '80' }] }), ['CWE-79']);
  const run = { taxonomies: [{ name: 'CWE', taxa: [{ id: '22' }] }] };
  assert.deepEqual(await weaknesses({ taxa: [{ index: 0, toolComponent: { index: 0 } }] }, {}, run), ['CWE-22']);
  const tags = ['external/cwe/cwe-089', 'CWE-564: SQL Injection: Hibernate', 'OWASP-A1', 'recwe-12'];
  assert.deepEqual(await weaknesses({}, { properties: { tags } }), ['CWE-89', 'CWE-564']);
  assert.deepEqual(await weaknesses({ properties: { cwe: 'CWE-532 Insertion of …' } }), ['CWE-532']);
});

test('places: one result each, from the root that the report names; addresses without passwords', async () => {
  const place = async (result: object, run: object = {}) => (await resultOf(result, {}, run)).places[0];
  assert.deepEqual(await place(at('src/a%20b.py', { startLine: 3, startColumn: 2 })), {
    kind: 'file',
    path: 'src/a b.py',
    line: 3,
    column: 2,
  });
  const invocations = [{ workingDirectory: { uri: 'file:///home/x/repo' } }];
  assert.deepEqual(await place(at('file:///home/x/repo/a.py'), { invocations }), { kind: 'file', path: 'a.py' });
  assert.deepEqual(await place(at('file:///home/x/repository/a.py'), { invocations }), {
    kind: 'file',
    path: '/home/x/repository/a.py',
  });
  assert.deepEqual(await place(at('file:///C:/a.c')), { kind: 'file', path: 'C:/a.c' });
  assert.deepEqual(await place(at('https://me:secret@x.example/a?b#c')), { kind: 'web', url: 'https://x.example/a?b' });
  assert.deepEqual(await place({}), { kind: 'whole' });
  const artifacts = [{ location: { uri: 'listed.c' } }];
  const listed = { locations: [{ physicalLocation: { artifactLocation: { index: 0 } } }] };
  assert.deepEqual(await place(listed, { artifacts }), { kind: 'file', path: 'listed.c' });
  const two = [...at('a.c', { startLine: 1 }).locations, ...at('b.c', { startLine: 2 }).locations];
  const { results } = await runOf({ results: [{ ruleId: 'R', message: { text: 'M' }, locations: two }] });
  assert.deepEqual(
    results.map(({ places }) => placeOf(places[0]).path),
    ['a.c', 'b.c'],
  );
});

test('the text of the line: of the lines around it, of its own, and a name in the code', async () => {
  const context = async (result: object) => (await resultOf(result)).context;
  const around = { contextRegion: { startLine: 2, snippet: { text: 'one\n  two()  \nthree' } } };
  assert.equal(await context(at('a', { startLine: 3 }, around)), 'two()');
  assert.equal(await context(at('a', { startLine: 3, snippet: { text: '  x =\t1;\n  y' } })), 'x = 1;');
  assert.equal(await context({ locations: [{ logicalLocations: [{ fullyQualifiedName: 'A.b' }] }] }), 'A.b');
  assert.equal(await context(at('a', { startLine: 3 })), undefined);
});

test('what is set aside: only what the standard says, and what is gone', async () => {
  const aside = async (result: object) => (await resultOf(result)).suppression?.source?.statement;
  assert.equal(await aside({ suppressions: [{ kind: 'external' }] }), 'suppressions[0]');
  assert.equal(await aside({ suppressions: [{ kind: 'inSource', status: 'accepted' }] }), 'suppressions[0]');
  for (const status of ['underReview', 'rejected', 'x'])
    assert.equal(await aside({ suppressions: [{ kind: 'external' }, { kind: 'external', status }] }), undefined);
  for (const odd of [{ status: 5 }, 'x', null, { state: ['accepted'] }])
    assert.equal(await aside({ suppressions: [odd] }), undefined, JSON.stringify(odd));
  assert.equal(await aside({ suppressions: [] }), undefined);
  assert.equal(await aside({ baselineState: 'absent' }), 'baselineState absent');
  assert.equal(await aside({ baselineState: 'unchanged' }), undefined);
});

test('green means judged: whatever says that a run failed, left something open or has no results is told', async () => {
  const missed = async (run: object) => (await runOf(run)).problems.filter(({ incomplete }) => incomplete).length;
  const notification = (level?: string) => ({ message: { text: 'x' }, ...(level && { level }) });
  assert.equal(await missed({}), 0);
  assert.equal(await missed({ invocations: [{ executionSuccessful: true }] }), 0);
  assert.equal(await missed({ invocations: [{ executionSuccessful: false }] }), 1);
  const failures: readonly object[] = [
    { executionSuccessful: 'false' },
    { executionSuccessful: 0 },
    { executionSuccessful: true, processStartFailureMessage: 'no such program' },
    { exitCode: 137, exitSignalName: 'SIGKILL' },
    { exitSignalNumber: 9 },
  ];
  for (const failure of failures) assert.equal(await missed({ invocations: [failure] }), 1, JSON.stringify(failure));
  assert.equal(await missed({ invocations: { executionSuccessful: false } }), 1);
  assert.equal(await missed({ invocations: [{ executionSuccessful: true, exitCode: 1 }] }), 0);
  const beside = {
    version: '2.1.0',
    runs: [{ results: [] }],
    inlineExternalProperties: [{ results: [{ ruleId: 'R' }] }],
  };
  const [run] = await readImport(Buffer.from(JSON.stringify(beside)), 'r.sarif');
  assert.equal(run?.problems.length, 1);
  for (const member of ['toolExecutionNotifications', 'toolConfigurationNotifications']) {
    assert.equal(await missed({ invocations: [{ [member]: [notification('error')] }] }), 1);
    assert.equal(await missed({ invocations: [{ [member]: [notification(), notification('note')] }] }), 0);
    assert.equal(await missed({ invocations: [{ [member]: Array(200).fill(notification('note')) }] }), 1);
  }
  assert.equal(await missed({ results: undefined }), 1);
  assert.equal(await missed({ results: null }), 1);
  assert.equal(await missed({ externalPropertyFileReferences: { results: [{ location: { uri: 'r' } }] } }), 1);
  assert.equal(await missed({ results: [{}, 7, null] }), 1);
  for (const kind of ['open', 'review']) assert.equal(await missed({ results: [{ ruleId: 'R', kind }] }), 1);
  for (const kind of ['pass', 'notApplicable', 'informational']) {
    const { problems, results } = await runOf({ results: [{ ruleId: 'R', kind }] });
    assert.deepEqual([problems, results], [[], []]);
  }
});

test('what sort of thing: flaws by their id, secrets and settings by their tool, else weaknesses', async () => {
  const kind = async (name: string, ruleId: string) => (await resultOf({ ruleId }, { name })).kind;
  assert.equal(await kind('Grype', 'CVE-2024-1234-curl'), 'vulnerability');
  assert.equal(await kind('X', 'GHSA-2234-5678-9cfg'), 'vulnerability');
  assert.equal(await kind('gitleaks', 'aws-access-token'), 'secret');
  assert.equal(await kind('Hadolint', 'DL3002'), 'misconfiguration');
  assert.equal(await kind('CodeQL', 'py/sql-injection'), 'weakness');
});

test('other versions, other documents and what crosses a bound are refused', async () => {
  await assert.rejects(readImport(bytes({ version: '1.0.0', runs: [] }), 'r'), { code: 'E_FORMAT' });
  await assert.rejects(readImport(bytes({ version: '2.1.0' }), 'r'), { code: 'E_FORMAT' });
  await assert.rejects(readImport(Buffer.from('[[['), 'r'), { code: 'E_FORMAT' });
  await assert.rejects(readImport(Buffer.from('['.repeat(100_000)), 'r'), { code: 'E_LIMIT' });
  await assert.rejects(readImport(bytes({ version: '2.1.0', runs: Array(2_000).fill({}) }), 'r'), { code: 'E_LIMIT' });
});
