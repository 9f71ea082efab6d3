import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from './engine.ts';
import { loadRules } from './load-rules.ts';
import type { RuleInSight } from './rules-in-sight.ts';
import type { SourceSight } from './sight.ts';

const unknown = new Set(['fd.sip.name', 'proc.duration', 'user.name', 'container.name']);
const sight: SourceSight = {
  byType: true,
  types: ['open', 'openat', 'execve', 'connect'],
  gives: (field, argument, type) =>
    !unknown.has(field) && !(field === 'proc.env' && argument === 'X') && !(field === 'fd.name' && type === 'execve'),
};

async function reachOf(condition: string, source = 'syscall'): Promise<RuleInSight> {
  const text = `- {rule: r, desc: d, condition: ${JSON.stringify(condition)}, output: o, priority: INFO, source: ${source}}`;
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  const [found] = compileRules(loaded, { sight: { syscall: sight } }).inSight('syscall');
  assert.ok(found !== undefined);
  return found;
}

interface Expected {
  readonly reach: RuleInSight['reach'];
  readonly events?: readonly string[];
  readonly fields?: readonly string[];
  readonly negated?: readonly string[];
  readonly why?: RegExp;
}

const cases: readonly (readonly [condition: string, expected: Expected])[] = [
  ['evt.type = open and proc.name = a', { reach: 'whole' }],
  ['proc.name = a', { reach: 'whole' }],
  ['evt.type in (open, creat)', { reach: 'part', events: ['creat'], why: /^creat is not told$/ }],
  ['evt.type in (creat, unlink)', { reach: 'never', events: ['creat', 'unlink'], why: /^creat, unlink are not told$/ }],
  [
    'evt.type = open and user.name = root',
    { reach: 'never', fields: ['user.name'], why: /user\.name has no value here/ },
  ],
  ['evt.type = open and (user.name = root or proc.name = a)', { reach: 'part', fields: ['user.name'] }],
  ['evt.type = open and not user.name = root', { reach: 'part', fields: ['user.name'], negated: ['user.name'] }],
  ['evt.type = open and not (not user.name = root)', { reach: 'never', fields: ['user.name'] }],
  [
    'user.name = root and container.name = a and evt.type = open',
    { reach: 'never', fields: ['container.name', 'user.name'] },
  ],
  [
    'evt.type = open and user.name = root and (proc.name = a or container.name = b)',
    { reach: 'never', fields: ['user.name'] },
  ],
  ['evt.type = execve and fd.name = a', { reach: 'never', fields: ['fd.name'] }],
  ['evt.type in (execve, open) and fd.name = a', { reach: 'part', fields: ['fd.name'] }],
  ['evt.type = open and proc.env[X] = a', { reach: 'never', fields: ['proc.env[X]'] }],
  ['evt.type = open and proc.env[Y] = a', { reach: 'whole' }],
  ['evt.type = open and toupper(user.name) = ROOT', { reach: 'never', fields: ['user.name'] }],
  ['evt.type = open and evt.type = execve', { reach: 'never', why: /no event|contradict|none of its events/ }],
  ['proc.name = a and not proc.name = a', { reach: 'never', why: /contradict/ }],
];

for (const [condition, expected] of cases) {
  test(`what can be said of events without some types and fields: ${condition}`, async () => {
    const { reach, events, fields, negated, why } = await reachOf(condition);
    const { why: wanted, ...rest } = expected;
    assert.deepEqual({ reach, events, fields, negated }, { events: [], fields: [], negated: [], ...rest });
    if (wanted !== undefined) assert.match(why ?? '', wanted);
    assert.equal(why === undefined, reach === 'whole');
  });
}

test('rules of another source never speak', async () => {
  const { reach, why } = await reachOf('ka.verb = create', 'k8s_audit');
  assert.equal(reach, 'never');
  assert.match(why ?? '', /k8s_audit.*syscall/);
});

test('types that a condition asks for by a part of their name are told apart', async () => {
  const text = `- {rule: r, desc: d, condition: 'evt.type startswith exec and not user.name = x', output: o, priority: INFO}`;
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  const reachBy = (types: readonly string[]) =>
    compileRules(loaded, { sight: { syscall: { types, gives: () => true } } }).inSight('syscall')[0]?.reach;
  assert.deepEqual([reachBy(['open', 'close', 'execve']), reachBy(['open', 'close'])], ['whole', 'never']);
});

test('types that a condition does not name are the same to it: many rules cost no more than some seconds', async () => {
  const types = Array.from({ length: 400 }, (_, at) => `t${at}`);
  const gives = (field: string): boolean => !unknown.has(field);
  const rule = (at: number): string =>
    `- {rule: r${at}, desc: d, condition: 'proc.name = p${at} and not evt.type = open and user.name = u${at}', output: o, priority: INFO}\n`;
  const loaded = await loadRules([{ name: 'r.yaml', text: Array.from({ length: 400 }, (_, at) => rule(at)).join('') }]);
  const engine = compileRules(loaded, { sight: { syscall: { types: [...types, 'open'], gives } } });
  const start = performance.now();
  assert.deepEqual([...new Set(engine.inSight('syscall').map(({ reach }) => reach))], ['never']);
  assert.ok(performance.now() - start < 2_000);
});
