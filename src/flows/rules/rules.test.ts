import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { execEvent, inTemporaryDirectory, scapCapture } from '../../../lab/fixtures/index.ts';
import { checkRules, describeRules, listFields, testRules } from './index.ts';

/** Runs in a folder with these files. */
const withFiles = (files: Readonly<Record<string, string | Uint8Array>>, run: (folder: string) => Promise<void>) =>
  inTemporaryDirectory(async (folder) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await run(folder);
  });

const rule = (name: string, condition: string, rest = ''): string =>
  `- {rule: ${name}, desc: d, condition: '${condition}', output: '%proc.name by %user.name', priority: INFO${rest}}\n`;

const hints: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['nothing odd', rule('a', 'evt.type = open and proc.name = x'), []],
  [
    'the same condition twice',
    rule('a', 'evt.type = open and fd.name = x') + rule('b', 'fd.name = x and evt.type = open'),
    ['shadowed b'],
  ],
  [
    'a narrower one after a wider',
    rule('a', 'evt.type in (open, openat)') + rule('b', 'evt.type = open and fd.name = x'),
    ['shadowed b'],
  ],
  ['a wider one after a narrower', rule('a', 'evt.type = open and fd.name = x') + rule('b', 'evt.type = open'), []],
  [
    'fewer names',
    rule('a', 'evt.type = open and proc.name in (a, b)') + rule('b', 'evt.type = open and proc.name in (b)'),
    ['shadowed b'],
  ],
  [
    'other names',
    rule('a', 'evt.type = open and proc.name in (a, b)') + rule('b', 'evt.type = open and proc.name in (b, c)'),
    [],
  ],
  [
    'a rule that is off shadows nothing',
    rule('a', 'evt.type = open', ', enabled: false') + rule('b', 'evt.type = open and fd.name = x'),
    [],
  ],
  [
    'another source shadows nothing',
    rule('a', 'evt.num > 0', ', source: k8s_audit').replace('%proc.name by %user.name', 'o') +
      rule('b', 'evt.type = open and evt.num > 0'),
    [],
  ],
  ['a contradiction', rule('a', 'evt.type = open and proc.name = x and not proc.name = x'), ['never-speaks a']],
  ['a list that is not there', rule('a', 'evt.type = open and proc.name in (my_shells)'), ['undefined-list a']],
  [
    'a list that is',
    `- {list: my_shells, items: [sh]}\n${rule('a', 'evt.type = open and proc.name in (my_shells)')}`,
    [],
  ],
  ['a name as long as the kernel keeps', rule('a', 'evt.type = open and proc.name in (unicorn_launche)'), []],
  ['one value that is no name of a list', rule('a', 'evt.type = open and proc.name in (sh)'), []],
  [
    'an exception without values',
    rule('a', 'evt.type = open', ', exceptions: [{name: e, fields: [proc.name]}]'),
    ['empty-exception a'],
  ],
  [
    'an exception by what is not told',
    rule('a', 'evt.type = open', ', exceptions: [{name: e, fields: [fd.name], values: [[x]]}]'),
    ['untold-exception a'],
  ],
  [
    'an exception by what is told',
    rule('a', 'evt.type = open', ', exceptions: [{name: e, fields: [proc.name], values: [[x]]}]'),
    [],
  ],
];

for (const [what, text, expected] of hints)
  test(`rules that load are looked at: ${what}`, () =>
    withFiles({ 'r.yaml': text }, async (folder) => {
      const { loads, lints, files } = await checkRules([join(folder, 'r.yaml')]);
      assert.ok(loads, JSON.stringify(files));
      assert.deepEqual(
        lints.map(({ id, rule: name }) => `${id} ${name}`),
        expected,
      );
    }));

test('a folder stands for its rules files by their names, and not for tests', () =>
  withFiles(
    {
      'b.yaml': rule('b', 'evt.type = open'),
      'a.yml': rule('a', 'evt.type = close'),
      'a.test.yaml': 'x',
      'note.txt': 'x',
    },
    async (folder) => {
      const { files, rules } = await checkRules([folder]);
      assert.deepEqual(
        files.map(({ name }) => name),
        [join(folder, 'a.yml'), join(folder, 'b.yaml')],
      );
      assert.deepEqual(rules, { all: 2, on: 2 });
      await assert.rejects(checkRules([join(folder, 'none')]), { code: 'E_TARGET_NOT_FOUND' });
    },
  ));

test('what does not load is told with its place, and not looked at further', () =>
  withFiles({ 'r.yaml': rule('a', 'evt.type = open and nosuch.field = x') }, async (folder) => {
    const { loads, files, lints } = await checkRules([join(folder, 'r.yaml')]);
    assert.equal(loads, false);
    assert.match(files[0]?.errors[0] ?? '', /r\.yaml:1:\d+: error in .*nosuch\.field/);
    assert.deepEqual(lints, []);
  }));

test('a rule is described by its name in any case', () =>
  withFiles({ 'r.yaml': rule('Open it', 'evt.type = open') }, async (folder) => {
    const described = await describeRules([join(folder, 'r.yaml')], 'open IT');
    assert.deepEqual(
      described.rules.map(({ info }) => info.name),
      ['Open it'],
    );
    await assert.rejects(describeRules([folder], 'open'), { code: 'E_NO_FINDING' });
  }));

test('fields of a source, with what nothing gives a value', () => {
  const [github] = listFields('github');
  const given = new Map(github?.fields.map((one) => [one.name, one.given]));
  assert.deepEqual(
    ['github.action', 'github.diff.has_secrets', 'evt.time', 'json.value'].map((name) => given.get(name)),
    [true, false, true, true],
  );
  assert.deepEqual(
    listFields().map(({ source }) => source),
    ['syscall', 'k8s_audit', 'aws_cloudtrail', 'github', 'okta'],
  );
  assert.throws(() => listFields('gitlab'), { code: 'E_USAGE' });
});

const audit = `- {rule: Made, desc: d, condition: ka.verb = create, output: made by %ka.user.name, priority: INFO, source: k8s_audit}\n`;
const shells = rule('Shell', 'evt.type = execve and proc.name = sh') + rule('Any', 'evt.type = execve') + audit;

const tests: readonly (readonly [what: string, text: string, differs: readonly RegExp[]])[] = [
  ['an alert as expected', '{events: [{type: execve, fields: {proc.name: sh}}], alerts: [Shell]}', []],
  [
    'texts of it',
    '{events: [{type: execve, fields: {proc.name: sh, user.name: ada}}], alerts: [{rule: Shell, says: [by ada]}]}',
    [],
  ],
  [
    'a text that is missing',
    '{events: [{type: execve, fields: {proc.name: sh}}], alerts: [{rule: Shell, says: [by ada]}]}',
    [/does not say “by ada”: sh by <NA>/],
  ],
  ['no alert', '{events: [{type: open, fields: {proc.name: sh}}], alerts: []}', []],
  ['an alert too many', '{events: [{type: execve, fields: {proc.name: ls}}], alerts: []}', [/“Any” spoke once/]],
  ['an alert too few', '{events: [{type: open}], alerts: [Shell]}', [/“Shell” was to speak once and spoke never/]],
  ['how often', '{events: [{type: execve}, {type: execve}], alerts: [{rule: Any, count: 2}]}', []],
  [
    'all rules that match',
    '{events: [{type: execve, fields: {proc.name: sh}}], matching: all, alerts: [Shell, Any]}',
    [],
  ],
  ['a source by its fields', '{events: [{source: k8s_audit, fields: {ka.verb: create}}], alerts: [Made]}', []],
  [
    'JSON',
    '{events: [{json: {kind: Event, auditID: x, stageTimestamp: "2026-11-30T20:00:00Z", verb: create, user: {username: ada}}}], alerts: [{rule: Made, says: [by ada]}]}',
    [],
  ],
  ['JSON that is no event', '{events: [{json: {kind: Pod}}], alerts: []}', [/no event of a source that we know/]],
  ['a recording', '{recording: run.scap, alerts: [Shell]}', []],
  ['a recording that is not there', '{recording: none.scap, alerts: []}', [/there is no such recording/]],
  ['a recording that is none', '{recording: r.yaml, alerts: []}', [/./]],
  ['a rule that there is not', '{events: [{type: open}], alerts: [Shel]}', [/no rule is named “Shel”/]],
  [
    'a field that there is not',
    '{events: [{type: open, fields: {proc.nam: x}}], alerts: []}',
    [/have no field "proc\.nam"/],
  ],
  ['a value of another type', '{events: [{type: open, fields: {proc.pid: x}}], alerts: []}', [/proc\.pid is a number/]],
  ['a source that there is not', '{events: [{source: gitlab}], alerts: []}', [/no source of events is named "gitlab"/]],
];

for (const [what, text, differs] of tests)
  test(`tests of rules: ${what}`, () =>
    withFiles(
      {
        'r.yaml': shells,
        'r.test.yaml': `tests: [${text}]`,
        'run.scap': scapCapture({ events: [execEvent(7, '/bin/sh')] }),
      },
      async (folder) => {
        const { cases } = await testRules([folder]);
        assert.equal(cases.length, 1);
        assert.equal(cases[0]?.differs.length, differs.length, JSON.stringify(cases));
        for (const [at, expected] of differs.entries()) assert.match(cases[0]?.differs[at] ?? '', expected);
      },
    ));

test('rules that no test expects to speak are named', () =>
  withFiles(
    { 'r.yaml': shells, 'r.test.yaml': 'tests: [{events: [{type: execve}], alerts: [Any]}]' },
    async (folder) => {
      assert.deepEqual((await testRules([folder])).untested, ['Shell', 'Made']);
    },
  ));

const refused: readonly (readonly [what: string, text: string, code: string])[] = [
  ['nothing', '', 'E_FORMAT'],
  ['no tests', 'tests: []', 'E_USAGE'],
  ['an unknown key', 'tests: [{event: [], alerts: []}]', 'E_USAGE'],
  ['neither events nor a recording', 'tests: [{alerts: []}]', 'E_USAGE'],
  ['no word of alerts', 'tests: [{events: [{type: open}]}]', 'E_USAGE'],
  [
    'rules that are not there',
    'rules: [gone.yaml]\ntests: [{events: [{type: open}], alerts: []}]',
    'E_TARGET_NOT_FOUND',
  ],
];
for (const [what, text, code] of refused)
  test(`a file of tests is refused: ${what}`, () =>
    withFiles({ 'r.yaml': shells, 'r.test.yaml': text }, async (folder) => {
      await assert.rejects(testRules([join(folder, 'r.test.yaml')]), { code });
    }));

test('the example rules load without a hint, and their tests hold', async () => {
  const folder = join(import.meta.dirname, '../../../examples/rules');
  const { loads, lints, files } = await checkRules([folder]);
  assert.ok(loads);
  assert.deepEqual([lints, files.flatMap(({ warnings }) => warnings)], [[], []]);
  const { cases, untested } = await testRules([folder]);
  assert.deepEqual([cases.filter(({ differs }) => differs.length > 0), untested], [[], []]);
});

test('rules that need a plug-in that is not built in are told why there is none', () =>
  withFiles(
    { 'r.yaml': `- required_plugin_versions: [{name: gcpaudit, version: 0.1.0}]\n${rule('a', 'evt.type = open')}` },
    async (folder) => {
      const { loads, notes } = await checkRules([folder]);
      assert.equal(loads, false);
      assert.match(notes.join(), /plug-in of Falco \(\.so\).*cannot be loaded here; built in is .*k8saudit/);
      await assert.rejects(describeRules([folder]), { code: 'E_FORMAT', next: /cannot be loaded here/ });
    },
  ));

test('a rules file with bytes that are no text is refused, and says where they stand', async () => {
  const text = rule('a', 'evt.type = open and fd.name = é');
  const stray = Buffer.concat([Buffer.from(`${text}# é `), Buffer.of(0xe9), Buffer.from('\n')]);
  const cut = Buffer.from(text).indexOf(0xc3);
  const files = {
    'good.yaml': `\ufeff${text}`,
    'latin.yaml': stray,
    'cut.yaml': Buffer.from(text).subarray(0, cut + 1),
  };
  await withFiles(files, async (folder) => {
    assert.deepEqual((await checkRules([join(folder, 'good.yaml')])).files[0]?.errors, []);
    const refused = (name: string, where: RegExp, why: RegExp) =>
      assert.rejects(checkRules([join(folder, name)]), (error: { code?: string; where?: string; why?: string }) => {
        assert.equal(error.code, 'E_FORMAT');
        assert.match(error.where ?? '', where);
        assert.match(error.why ?? '', why);
        return true;
      });
    await refused(
      'latin.yaml',
      /latin\.yaml:2$/,
      new RegExp(`byte ${Buffer.byteLength(`${text}# é `)} of the file \\(0xe9\\)`),
    );
    await refused('cut.yaml', /cut\.yaml:1$/, new RegExp(`byte ${cut} of the file \\(0xc3\\)`));
  });
});
