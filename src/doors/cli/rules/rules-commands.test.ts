import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../core/index.ts';
import type { RulesCheck, RulesTested } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost } from '../testing/fake-host.ts';

const good: RulesCheck = {
  loads: true,
  files: [{ name: 'r.yaml', errors: [], warnings: [], schema: [] }],
  lints: [],
  notes: [],
  rules: { all: 2, on: 1 },
  falco: {},
};
const odd: RulesCheck = { ...good, files: [{ name: 'r.yaml', errors: [], warnings: ['r.yaml:1:1: odd'], schema: [] }] };
const broken: RulesCheck = {
  ...good,
  loads: false,
  files: [{ name: 'r.yaml', errors: ['r.yaml:1:1: wrong\n    evt.typ = x\n        ^'], warnings: [], schema: [] }],
};
const tested = (...differs: readonly string[][]): RulesTested => ({
  cases: differs.map((one, at) => ({ file: 'r.test.yaml', name: `case ${at}`, differs: one })),
  untested: ['Quiet'],
});

async function run(line: string, flows: FakeOptions['flows']) {
  const host = fakeHost(defined({ flows }));
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed() };
}

const checks: readonly (readonly [what: string, line: string, check: RulesCheck, code: number, says: RegExp])[] = [
  ['rules that load', 'rules check r.yaml', good, 0, /✓ 2 rules load, 1 of them on\./],
  ['warnings', 'rules check r.yaml', odd, 0, /r\.yaml:1:1: odd\n✓ .*1 warning/],
  ['warnings, strictly', 'rules check --strict r.yaml', odd, 3, /1 warning/],
  [
    'rules that do not load',
    'rules check r.yaml',
    broken,
    3,
    /wrong\n {4}evt\.typ = x\n {8}\^\n✗ The rules do not load: 1 error/,
  ],
  ['no rule', 'rules check r.yaml', { ...good, rules: { all: 0, on: 0 } }, 5, /nothing was judged/],
  ['JSON', 'rules check r.yaml -o json', good, 0, /"loads": true/],
];
for (const [what, line, check, code, says] of checks)
  test(`rules check: ${what}`, async () => {
    const result = await run(line, { checkRules: async () => check });
    assert.equal(result.code, code);
    assert.match(result.out, says);
  });

const outcomes: readonly (readonly [what: string, result: RulesTested, code: number, says: RegExp])[] = [
  ['all hold', tested([], []), 0, /no test expects to speak: Quiet\n✓ 2 tests passed\./],
  [
    'one does not',
    tested([], ['“A” spoke once']),
    3,
    /✗ r\.test\.yaml: case 1\n {2}“A” spoke once\n.*\n✗ 1 of 2 tests failed\./,
  ],
  ['there is none', tested(), 5, /nothing was judged/],
];
for (const [what, result, code, says] of outcomes)
  test(`rules test: ${what}`, async () => {
    const seen = await run('rules test r', { testRules: async () => result });
    assert.equal(seen.code, code);
    assert.match(seen.out, says);
  });

test('rules describe and list-fields show what the flows give', async () => {
  const rule = {
    info: { name: 'Shell', priority: 'Warning', description: 'd', source: 'syscall', tags: ['a'], enabled: false },
    details: { condition_compiled: 'evt.type = execve', events: ['execve'], output_compiled: 'o' },
  };
  const described = { required_engine_version: '0.57.0', lists: [], macros: [], rules: [rule] };
  const names: unknown[] = [];
  const shown = await run('rules describe r.yaml --rule shell', {
    describeRules: async (_paths, name) => {
      names.push(name);
      return described;
    },
  });
  assert.deepEqual([shown.code, names], [0, ['shell']]);
  assert.match(shown.out, /Shell\n {2}d\n {2}priority {4}Warning, off\n[\s\S]*condition {3}evt\.type = execve/);
  const fields = [
    { name: 'a.b', type: 'string', list: true, argument: 'optional index', filterOnly: true, given: false },
  ];
  const listed = await run('rules list-fields x', { listFields: async () => [{ source: 'x', fields }] });
  assert.match(
    listed.out,
    /x: 1 field\n {2}a\.b {2}string list, optional index as argument, in conditions only, nothing here gives it a value/,
  );
});
