import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Finding, filesSubject } from '../../../../core/index.ts';
import type { ImportedResult, ImportedRun } from '../imported.ts';
import { titleText } from './finding.ts';
import { joinReports } from './join.ts';

const whole = filesSubject('w', 'sources', { place: { repository: 'x.example/w' }, path: '' });
const base: ImportedResult = {
  kind: 'weakness',
  rule: 'sqli',
  names: [],
  title: 'SQL injection',
  severity: 'medium',
  places: [{ kind: 'file', path: 'a.py', line: 7 }],
  context: 'db.run(q)',
  weaknesses: ['CWE-89'],
  references: [],
  at: 'results[0]',
};
const at = (line: number, path = 'a.py') => ({ places: [{ kind: 'file', path, line }] }) as const;
const run = (tool: string, ...results: readonly Partial<ImportedResult>[]): ImportedRun => ({
  tool,
  results: results.map((one, index) => ({ ...base, at: `results[${index}]`, ...one })),
  lookedFor: ['weakness'],
  problems: [],
});
const join = (...runs: readonly ImportedRun[]): readonly Finding[] =>
  joinReports(
    runs.map((one) => ({ name: `${one.tool}.json`, runs: [one] })),
    whole,
    () => undefined,
  );
const prints = (findings: readonly Finding[]) => findings.map(({ fingerprint }) => fingerprint).toSorted();

test('two tools that tell the same weakness of the same line: one finding, both words, the worse severity', () => {
  const [only, ...others] = join(
    run('A', {}),
    run('B', { rule: 'B1', severity: 'high', weaknesses: ['CWE-943', 'CWE-89'] }),
  );
  assert.equal(others.length, 0);
  assert.deepEqual(
    only?.reportedBy?.map(({ tool, rule }) => `${tool} ${rule}`),
    ['A sqli', 'B B1'],
  );
  assert.deepEqual([only?.severity, only?.severitySource], ['high', 'B']);
  assert.equal(only?.evidence.length, 2);
  assert.deepEqual(only?.aliases, ['sqli', 'B1', 'b/B1']);
});

test('what is not the same stays apart: another weakness, line, file, subject, or one tool that tells two things', () => {
  const apart: readonly Partial<ImportedResult>[] = [
    { weaknesses: ['CWE-79'] },
    { weaknesses: [] },
    at(8),
    at(7, 'b.py'),
    { subject: { kind: 'host', name: 'h' } },
    { kind: 'secret' },
  ];
  for (const other of apart) assert.equal(join(run('A', {}), run('B', other)).length, 2, JSON.stringify(other));
  assert.equal(join(run('A', {}, { rule: 'other' })).length, 2);
  // What a report has twice is one finding, told twice.
  assert.equal(join(run('A', {}, {}))[0]?.reportedBy?.length, 2);
});

test('one identity: by either tool, and when the line has moved; not when its text is another', () => {
  const a = prints(join(run('A', {})));
  assert.deepEqual(prints(join(run('B', { rule: 'other', ...at(90) }))), a);
  assert.deepEqual(prints(join(run('A', {}), run('B', {}))), a);
  assert.notDeepEqual(prints(join(run('A', { context: 'db.run(p)' }))), a);
  const two = join(run('A', at(1), at(5)));
  assert.equal(new Set(prints(two)).size, 2);
  assert.deepEqual(prints(join(run('A', at(11), at(15)))), prints(two));
});

test('nothing is made of the text of a line that holds a credential', () => {
  const credential = (context: string) => prints(join(run('A', { context, weaknesses: ['CWE-798'] })));
  assert.deepEqual(credential('password = "hunter2"'), credential('password = "other"'));
});

test('the same flaw of the same package is one, whatever each tool calls it', () => {
  const flaw = (rule: string, names: readonly string[], path: string): Partial<ImportedResult> => ({
    kind: 'vulnerability',
    rule,
    names,
    package: { name: 'openssl', version: '3.0.1', type: 'apk', purl: 'pkg:apk/alpine/openssl@3.0.1' },
    places: path === '' ? [{ kind: 'whole' }] : [{ kind: 'file', path }],
  });
  const [only, ...others] = join(
    run('Trivy', { ...flaw('CVE-2024-1', [], ''), fixed: ['3.0.2'] }),
    run('Grype', flaw('GHSA-2222-2222-2222', ['CVE-2024-1'], 'lib/apk/db/installed')),
  );
  assert.equal(others.length, 0);
  assert.equal(only?.id, 'CVE-2024-1');
  assert.ok(only?.aliases.includes('GHSA-2222-2222-2222'));
  assert.deepEqual(only?.fix, { state: 'fixed', versions: ['3.0.2'], advice: 'Upgrade openssl to 3.0.2.' });
});

test('an image is one by its digest, whatever each tool calls it', () => {
  const digest = (letter: string): `sha256:${string}` => `sha256:${letter.repeat(64)}`;
  const platform = { os: 'linux', architecture: 'amd64' };
  const image = (name: string, letter: string) =>
    ({ kind: 'image', name, digest: digest(letter), configDigest: digest('c'), platform }) as const;
  const found = { name: 'a', version: '1', type: 'apk' };
  const told = (tool: string, name: string, letter: string): ImportedRun => ({
    ...run(tool, { kind: 'vulnerability', rule: 'CVE-2024-1', package: found, ...at(1, '') }),
    subject: image(name, letter),
  });
  assert.equal(join(told('A', 'app:1', 'a'), told('B', 'docker.io/library/app:1', 'a')).length, 1);
  assert.equal(join(told('A', 'app:1', 'a'), told('B', 'app:1', 'b')).length, 2);
});

test('set aside only where every tool that tells of it says so', () => {
  const aside = { suppression: { by: 'B', reason: 'r', source: { kind: 'report', name: 'B' } } } as const;
  assert.equal(join(run('A', {}), run('B', aside))[0]?.suppression, undefined);
  assert.deepEqual(join(run('B', aside))[0]?.suppression?.source, { kind: 'report', name: 'B.json' });
});

test('secrets in texts of other tools do not come out, nor what steers a terminal', () => {
  const token = ['ghp', '_abcdefghijklmnopqrstuvwxyz0123456789'].join('');
  const hostile = `x \u001b[31m ${token} https://u:hunter2@x.example/`;
  const [finding] = join(
    run('A', {
      ...{ rule: hostile, title: hostile, details: hostile, advice: hostile, observed: hostile, severityWord: hostile },
      places: [{ kind: 'web', url: `https://x.example/?t=${token}`, parameter: hostile }],
    }),
  );
  const text = JSON.stringify(finding);
  for (const leaked of [token, 'hunter2', '\\u001b']) assert.ok(!text.includes(leaked), `${leaked} in ${text}`);
});

test('titles: one line of at most 150 characters, cut between words', () => {
  assert.equal(titleText(' a\n  b '), 'a b');
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
      const title = titleText(text);
      assert.ok(title.length <= 156 && title.isWellFormed() && !title.includes('\n'));
    }),
  );
  assert.equal(titleText(`${'word '.repeat(40)}`), `${'word '.repeat(28)}word [...]`);
});

test('the order of reports changes no finding but whose words stand first', () => {
  const result = fc.record({
    rule: fc.constantFrom('r1', 'r2'),
    weaknesses: fc.constantFrom([], ['CWE-89'], ['CWE-79', 'CWE-89']),
    context: fc.constantFrom(undefined, 'x', 'y'),
    places: fc.integer({ min: 1, max: 3 }).map((line) => at(line).places),
  });
  const clean = (one: object) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
  fc.assert(
    fc.property(fc.array(result, { maxLength: 6 }), fc.array(result, { maxLength: 6 }), (a, b) => {
      const [left, right] = [run('A', ...a.map(clean)), run('B', ...b.map(clean))];
      const told = join(left, right);
      assert.equal(told.length, join(right, left).length);
      assert.equal(new Set(prints(told)).size, told.length);
      assert.equal(told.flatMap(({ reportedBy = [] }) => reportedBy).length, a.length + b.length);
    }),
  );
});

test('no fingerprint is a digest of a secret: it is made of what is shown', () => {
  const secret = (letter: string): string => ['ghp', `_016C7rXvT4kQm9ZbLs2Nf8WdYhJp3E1a${letter}cUo`].join('');
  const bare = { names: [], weaknesses: [] };
  const made = (letter: string): readonly (readonly string[])[] => {
    const { context: _line, ...noLine } = { ...base, ...bare };
    return [
      { ...noLine, kind: 'secret' as const, title: `found ${secret(letter)}` },
      { ...noLine, kind: 'secret' as const, ownFingerprint: secret(letter) },
      { ...noLine, title: `found ${secret(letter)}` },
      { ...base, context: `k = "${secret(letter)}"` },
    ].map((result) =>
      prints(joinReports([{ name: 'r', runs: [{ ...run('A'), results: [result] }] }], whole, () => undefined)),
    );
  };
  assert.deepEqual(made('G'), made('H'));
});

test('half a character, of the report or where a text is cut, is none anywhere', () => {
  const half = '\ud800';
  const [only] = join(
    run('A', { rule: half, title: `a${half}`, details: `b${half}`, advice: `${'x'.repeat(1_999)}😀` }),
  );
  assert.doesNotMatch(JSON.stringify(only), /\\ud[89a-f]/);
});

test('a key of many lines does not come out of a text', () => {
  const body = [
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
    'MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu',
  ];
  const key = ['-----BEGIN', ' PRIVATE KEY-----\n', body.join('\n'), '\n-----END', ' PRIVATE KEY-----'].join('');
  const [only] = join(run('A', { title: 't', details: `seen:\n${key}\nthere` }));
  assert.doesNotMatch(only?.details ?? '', /iWA4R4/);
  assert.match(only?.details ?? '', /^seen:\n/);
});
