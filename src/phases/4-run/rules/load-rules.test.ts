import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printCondition } from '../../../foundations/languages/falco/index.ts';
import { describeRules } from './describe.ts';
import { type LoadedRules, type LoadOptions, loadRules } from './load-rules.ts';
import { loadResultJson, problemText } from './load-text.ts';

const load = (text: string | readonly string[], options: LoadOptions = {}): Promise<LoadedRules> =>
  loadRules(
    [text].flat().map((one, index) => ({ name: `${index + 1}.yaml`, text: one })),
    options,
  );

/** A rule in few words. */
const rule = (condition: string, more = ''): string =>
  `- rule: r\n  desc: d\n  condition: ${condition}\n  output: o %proc.name\n  priority: WARNING\n${more}`;

async function conditionOf(...texts: readonly string[]): Promise<string> {
  const loaded = await load(texts);
  assert.deepEqual(loaded.errors.map(problemText), []);
  const [first] = loaded.rules;
  return first === undefined ? 'no rule' : printCondition(first.condition);
}

const compiled: readonly [string, readonly string[], string][] = [
  [
    'lists stand in lists, and an empty one takes its comma with it',
    [
      `- {list: none, items: []}\n- {list: a, items: [x, 'y z']}\n- {list: b, items: [a, none]}\n${rule('proc.name in (none, b, c)')}`,
    ],
    'proc.name in (x, "y z", c)',
  ],
  [
    'a list is not looked for in quoted text or in longer names',
    [`- {list: a, items: [x]}\n${rule('\'proc.name in (a, "is a b", aa) and proc.name = a\'')}`],
    '(proc.name in (x, "is a b", aa) and proc.name = x)',
  ],
  [
    'a list defined again is what lists before it see',
    [`- {list: a, items: [x]}\n- {list: b, items: [a]}\n${rule('proc.name in (b)')}`, '- {list: a, items: [z]}\n'],
    'proc.name in (z)',
  ],
  [
    'macros use macros before them',
    [`- {macro: m, condition: proc.name = a}\n- {macro: n, condition: not m}\n${rule('n or m')}`],
    '(not proc.name = a or proc.name = a)',
  ],
  [
    'conditions are added to and replaced',
    [rule('proc.name = a'), '- rule: r\n  condition: or proc.name = b\n  override: {condition: append}\n'],
    '(proc.name = a or proc.name = b)',
  ],
  [
    'exceptions: tuples, lists, operators with a modifier',
    [
      rule(
        'evt.type = open',
        '  exceptions:\n  - {name: e, fields: [proc.name, fd.name], comps: [=, " startswith  anyof "], values: [[a b, [/x, /y]], [c, (l)]]}\n  - {name: f, fields: proc.name, values: [k]}\n  - {name: g, fields: [proc.name]}\n',
      ),
    ],
    '(evt.type = open and not ((proc.name = "a b" and fd.name startswith anyof (/x, /y)) or (proc.name = c and fd.name startswith anyof (l))) and not proc.name in (k))',
  ],
  [
    'values of exceptions are added',
    [
      rule('evt.type = open', '  exceptions: [{name: e, fields: proc.name, values: [a]}]\n'),
      '- rule: r\n  exceptions: [{name: e, values: [b]}]\n  override: {exceptions: append}\n',
    ],
    '(evt.type = open and not proc.name in (a, b))',
  ],
];

for (const [name, texts, expected] of compiled) {
  test(`rules: ${name}`, async () => assert.equal(await conditionOf(...texts), expected));
}

const refused: readonly [string, string | readonly string[], string][] = [
  ['no list', 'a: b', '1.yaml:1:1 LOAD_ERR_YAML_VALIDATE rules content : Rules content is not yaml array of objects'],
  ['a text', 'a', '1.yaml:1:1 LOAD_ERR_YAML_VALIDATE rules content : Rules content is not yaml'],
  [
    'an item that is no map',
    '- a',
    '1.yaml:1:3 LOAD_ERR_YAML_VALIDATE rules content : Unexpected element type. Each element should be a yaml associative array.',
  ],
  [
    'a list without a name',
    '- list:\n  items: []',
    "1.yaml:1:3 LOAD_ERR_YAML_VALIDATE list : Mapping for key 'list' is empty",
  ],
  [
    'a macro without a condition',
    '\n- macro: m\n  nope: 1',
    "1.yaml:2:3 LOAD_ERR_YAML_VALIDATE macro m: Item has no mapping for key 'condition'",
  ],
  [
    'a priority that is none',
    rule('evt.type = open').replace('WARNING', 'BAD'),
    '1.yaml:5:13 LOAD_ERR_YAML_VALIDATE rule r: Invalid priority',
  ],
  [
    'a flag that is none',
    rule('evt.type = open', '  enabled: maybe\n'),
    "1.yaml:6:12 LOAD_ERR_YAML_VALIDATE rule r: Can't decode YAML scalar value",
  ],
  [
    'an unknown field',
    rule('proc.nobody = a'),
    '1.yaml:3:14 LOAD_ERR_COMPILE_CONDITION rule r: filter_check called with nonexistent field proc.nobody',
  ],
  [
    'an unknown event',
    rule('evt.type in (open, opne)'),
    '1.yaml:3:14 LOAD_ERR_COMPILE_CONDITION rule r: unknown event type opne',
  ],
  [
    'an unknown field in the output',
    rule('evt.type = open').replace('%proc.name', '%proc.nobody!'),
    '1.yaml:4:11 LOAD_ERR_COMPILE_OUTPUT rule r: invalid formatting token proc.nobody!',
  ],
  [
    'a condition that is none',
    rule('evt.type = open and'),
    "1.yaml:3:14 LOAD_ERR_COMPILE_CONDITION rule r: expected blank or '(' after 'and'",
  ],
  [
    'an unknown macro',
    rule('gone and evt.type = open'),
    "1.yaml:1:3 LOAD_ERR_VALIDATE rule r: Undefined macro 'gone' used in filter.",
  ],
  [
    'a macro of a later macro',
    '- {macro: a, condition: b}\n- {macro: b, condition: evt.type = open}',
    "1.yaml:1:3 LOAD_ERR_VALIDATE macro a: Undefined macro 'b' used in filter.",
  ],
  [
    'a macro that is itself',
    ['- {macro: a, condition: evt.type = open}', '- {macro: a, condition: a}'],
    "2.yaml:1:3 LOAD_ERR_VALIDATE macro a: reference loop in macro 'a'",
  ],
  [
    'a newer language',
    '- required_engine_version: 1.0.0',
    '1.yaml:1:3 LOAD_ERR_VALIDATE required_engine_version : Rules require engine version 1.0.0, but engine version is 0.57.0',
  ],
  [
    'a plug-in we do not have',
    '- required_plugin_versions: [{name: p, version: 1.2.0}]',
    '1.yaml:1:30 LOAD_ERR_VALIDATE required plugin versions entry p: Plugin requirement not satisfied, must load one of: p (>= 1.2.0)',
  ],
  [
    'no YAML',
    '- a: b: c',
    '1.yaml:1:6 LOAD_ERR_YAML_PARSE rules content : Nested mappings are not allowed in compact mappings at line 1, column 6',
  ],
  [
    'an override of what is not there',
    '- rule: x\n  desc: d\n  override: {desc: append}',
    "1.yaml:1:3 LOAD_ERR_VALIDATE rule x: Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists",
  ],
];

for (const [name, text, expected] of refused) {
  test(`rules refused: ${name}`, async () => {
    const loaded = await load(text);
    assert.equal(loaded.successful, false);
    const told = loaded.errors.map(
      ({ file, line, column, code, itemType, itemName, message }) =>
        `${file}:${line}:${column} ${code} ${itemType} ${itemName}: ${message}`,
    );
    assert.deepEqual(told, [expected]);
  });
}

const warned: readonly [string, string, readonly string[]][] = [
  [
    'what nobody uses',
    '- {list: l, items: []}\n- {macro: m, condition: evt.type = open}',
    ['LOAD_UNUSED_MACRO m', 'LOAD_UNUSED_LIST l'],
  ],
  [
    'unknown keys and items',
    `- what: ever\n${rule('evt.type = open', '  prio: 1\n')}`,
    ['LOAD_UNKNOWN_ITEM ', 'LOAD_UNKNOWN_KEY r'],
  ],
  ['a source we do not know', rule('a.b = 1', '  source: other\n'), ['LOAD_UNKNOWN_SOURCE r']],
  ['any event', rule('proc.name = a'), ['LOAD_NO_EVTTYPE r']],
  ['any event, and that is meant', rule('proc.name = a', '  warn_evttypes: false\n'), []],
  ['unknown names that may be', rule('proc.nobody = a', '  skip-if-unknown-filter: true\n'), ['LOAD_UNKNOWN_FILTER r']],
  [
    'the text of an absent value',
    rule('ka.verb = <NA>', '  source: k8s_audit\n').replace('%proc.name', ''),
    ['LOAD_UNSAFE_NA_CHECK r'],
  ],
  ['a field that is no more', rule('evt.type = open and evt.dir = <'), ['LOAD_DEPRECATED_ITEM r']],
  ['a field as text', rule('evt.type = open and proc.name = proc.pname'), ['LOAD_COMPILE_CONDITION r']],
];

for (const [name, text, expected] of warned) {
  test(`rules warned of: ${name}`, async () => {
    const loaded = await load(text);
    assert.deepEqual(loaded.errors.map(problemText), []);
    assert.deepEqual(
      loaded.warnings.map(({ code, itemName }) => `${code} ${itemName}`),
      expected,
    );
  });
}

test('rules: scalars are what was written, not what YAML makes of them', async () => {
  const loaded = await load(
    `- {list: l, items: [0777, 1.10, yes, "no"]}\n${rule('evt.arg.mode in (l) and evt.type = open', '  enabled: "no"\n')}`,
  );
  assert.deepEqual(loaded.lists[0]?.items, ['0777', '1.10', 'yes', 'no']);
  assert.equal(loaded.rules[0]?.enabled, false);
});

test('rules: outputs are added to, and fields besides', async () => {
  const loaded = await load(rule('evt.type = open', '  tags: [b, a]\n'), {
    extraOutput: [
      { format: 'id=%container.id', tags: ['a', 'b'] },
      { format: 'never', rule: 'other' },
      { fields: { who: 'user %user.name' }, source: 'syscall' },
    ],
  });
  assert.equal(loaded.rules[0]?.output, 'o %proc.name id=%container.id');
  assert.deepEqual(loaded.rules[0]?.tags, ['a', 'b']);
  assert.deepEqual([...(loaded.rules[0]?.extraFields.keys() ?? [])], ['who']);
});

test('rules: the form of the schema is advice', async () => {
  const schema = async (text: string): Promise<readonly string[] | undefined> => (await load(text)).files[0]?.schema;
  assert.deepEqual(await schema(rule('evt.type = open')), []);
  assert.match(
    String(await schema(rule('evt.type = open', '  capture: "yes"\n'))),
    /'capture' is not true or false \(line 6\)/,
  );
  assert.match(String(await schema('- lst: a')), /unknown key 'lst'/);
  assert.equal(await schema('- ['), undefined);
});

test('rules: problems for people and for programs', async () => {
  const loaded = await load(
    `- {list: l, items: [a, b]}\n${rule('proc.name in (l) and proc.nobody = a and evt.type = open')}`,
  );
  const text = problemText(loaded.errors[0] ?? assert.fail());
  assert.match(
    text,
    /^1\.yaml:4:14: error in rule “r”: .*nonexistent field proc\.nobody \[LOAD_ERR_COMPILE_CONDITION\]\n/,
  );
  assert.match(text, /\n {4}.*\n {4} *\^$/);
  const json = JSON.stringify(loadResultJson(loaded));
  assert.match(json, /"falco_load_results":\[\{"name":"1\.yaml","successful":false/);
  assert.match(json, /"item_type":"rule","item_name":"r"/);
});

test('rules: described as data', async () => {
  const loaded = await load(
    `- {macro: m, condition: evt.type in (l)}\n- {list: l, items: [open]}\n${rule('m and proc.name = a')}`,
  );
  const { rules, macros, lists } = describeRules(loaded);
  assert.equal(rules[0]?.details.condition_compiled, '(evt.type in (open) and proc.name = a)');
  assert.deepEqual(rules[0]?.details.events, ['open']);
  assert.deepEqual(rules[0]?.details.macros, ['m']);
  assert.deepEqual(macros[0]?.details.lists, ['l']);
  assert.equal(lists[0]?.details.used, true);
  assert.deepEqual(describeRules(loaded, 'none').rules, []);
});

test('rules: hostile files are refused, whatever they hold', async () => {
  const deep = `${rule(`${'('.repeat(150)}proc.name = a${')'.repeat(150)}`)}`;
  assert.equal((await load(deep)).successful, true);
  const towers = Array.from(
    { length: 400 },
    (_, index) =>
      `- {macro: m${index + 1}, condition: ${'not ('.repeat(101)}m${index} and proc.name = a${')'.repeat(101)}}`,
  );
  const tower = await load(`- {macro: m0, condition: evt.type = open}\n${towers.join('\n')}\n${rule('m400')}`);
  assert.match(tower.errors.map(problemText).join(), /nested (?:deeper|too deeply)/);
  const doubling = Array.from({ length: 60 }, (_, index) => `- {list: l${index + 1}, items: [l${index}, l${index}]}`);
  const big = await load(`- {list: l0, items: [a]}\n${doubling.join('\n')}`);
  assert.match(big.errors.map(problemText).join(), /list of more than/);
  assert.match((await load(`${'['.repeat(50_000)}`)).errors.map(problemText).join(), /YAML/);
  assert.match((await load('- &a [*a]')).errors.map(problemText).join(), /contains itself|no anchor|alias/i);
});

test('rules: whatever the text, there is an answer', async () => {
  const line = fc.constantFrom(
    '- rule: r',
    '- macro: m',
    '- list: l',
    '  items: [l, a]',
    '  condition: m',
    '  condition: evt.type in (l)',
    '  condition: and m',
    '  output: "%proc.name"',
    '  output: "%x"',
    '  desc: d',
    '  priority: info',
    '  enabled: false',
    '  append: true',
    '  override: {condition: append}',
    '  override: {condition: replace, items: append}',
    '  exceptions: [{name: e, fields: [proc.name], values: [[a]]}]',
    '  exceptions: [{name: e, values: [b]}]',
    '  tags: [a]',
    '---',
    '- required_engine_version: 9',
    '- required_plugin_versions: [1]',
    '  __proto__: 1',
    '- rule: [r]',
    '  condition: [',
    '  <<: *x',
    '',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 14 }), async (lines) => {
      const loaded = await load(lines.join('\n'));
      assert.equal(loaded.successful, loaded.errors.length === 0);
    }),
    { numRuns: 400 },
  );
});

const sourced = (source: string, rest: string): string => `- {rule: r, source: ${source}, ${rest}}\n`;
const whole = 'desc: d, condition: evt.num > 0, output: o, priority: INFO';
for (const [how, item] of Object.entries({
  'a definition': sourced('k8s_audit', whole),
  'a definition of a source that is not known': sourced('elsewhere', whole),
  'an appended condition': sourced('k8s_audit', 'condition: and evt.num > 1, append: true'),
  'an override that appends': sourced('k8s_audit', 'condition: and evt.num > 1, override: {condition: append}'),
  'an override that replaces': sourced('k8s_audit', 'enabled: false, override: {enabled: replace}'),
  'a flag': sourced('k8s_audit', 'enabled: false'),
}))
  test(`a rule is not changed by what is about another source: ${how}`, async () => {
    const { successful, errors } = await loadRules([{ name: 'r.yaml', text: sourced('syscall', whole) + item }]);
    assert.equal(successful, false);
    assert.match(errors[0]?.message ?? '', /re-defined with a different source/);
  });

test('checks of the event type that contradict one another are told', async () => {
  const rule = (condition: string): string =>
    `- {rule: r, desc: d, condition: "${condition}", output: o, priority: INFO}`;
  for (const [condition, expected] of [
    ['evt.type = open and evt.type = close', /contradict one another/],
    ['evt.type = open and not evt.type in (open, close)', /contradict one another/],
    ['evt.num > 0', /too many evt\.type values/],
    ['evt.type = open', undefined],
  ] as const) {
    const { warnings } = await loadRules([{ name: 'r.yaml', text: rule(condition) }]);
    if (expected === undefined) assert.deepEqual(warnings, [], condition);
    else assert.match(warnings[0]?.message ?? '', expected);
  }
});
