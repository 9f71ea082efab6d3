import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defined } from '../../../core/index.ts';
import type { FieldValue } from '../../../foundations/languages/falco/index.ts';
import { compileRules } from './engine.ts';
import { EventView, type RuntimeEvent } from './event.ts';
import { loadRules } from './load-rules.ts';
import type { SourceSight } from './sight.ts';

const types = ['open', 'openat', 'execve', 'close'] as const;
const texts = ['a', 'b', 'ab', '/etc/passwd'] as const;

const textField = fc.constantFrom('proc.name', 'proc.pname', 'fd.name', 'container.id', 'proc.aname', 'proc.env[A]');
const value = fc.constantFrom(...texts);
const values = fc.array(value, { minLength: 1, maxLength: 3 }).map((all) => `(${all.join(', ')})`);
const type = fc.constantFrom(...types);
const check = fc.oneof(
  fc.tuple(fc.constantFrom('=', '!='), type).map(([operator, name]) => `evt.type ${operator} ${name}`),
  fc.array(type, { minLength: 1, maxLength: 3 }).map((names) => `evt.type in (${names.join(', ')})`),
  fc.constant('evt.type exists'),
  fc
    .tuple(textField, fc.constantFrom('=', '!=', 'contains', 'startswith', 'endswith', 'glob'), value)
    .map((parts) => parts.join(' ')),
  fc
    .tuple(textField, fc.constantFrom('in', 'intersects', 'pmatch', '= anyof', '!= allof'), values)
    .map((parts) => parts.join(' ')),
  textField.map((field) => `${field} exists`),
  fc.tuple(fc.constantFrom('proc.name', 'fd.name'), value).map(([field, text]) => `tolower(${field}) = ${text}`),
  fc.constant('concat(proc.name, fd.name) = ab'),
  fc.constant('proc.name = val(proc.pname)'),
  fc
    .tuple(fc.constantFrom('<', '>=', '='), fc.integer({ min: 0, max: 3 }))
    .map(([operator, number]) => `proc.pid ${operator} ${number}`),
  fc.constantFrom('true', 'false').map((flag) => `evt.failed = ${flag}`),
);
/** Checks of one text, of which any may hold: they are asked at once. */
const choice = fc
  .tuple(
    fc.constantFrom('proc.name', 'fd.name'),
    fc.array(fc.tuple(fc.constantFrom('=', '==', 'startswith', 'endswith', 'contains', 'in', '!='), value), {
      minLength: 2,
      maxLength: 4,
    }),
  )
  .map(([field, parts]) =>
    parts.map(([operator, text]) => `${field} ${operator} ${operator === 'in' ? `(${text})` : text}`).join(' or '),
  )
  .map((text) => `(${text})`);
const condition = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    check,
    choice,
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((parts) => `(${parts.join(' and ')})`),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' or ')})`),
    tie('node').map((part) => `not (${part})`),
  ),
})).node;

const names = ['proc.name', 'proc.pname', 'fd.name', 'container.id', 'proc.aname', 'proc.env[A]'] as const;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const fields = fc.record({
  type: maybe(type),
  texts: fc.tuple(...names.map(() => maybe(value))),
  pid: maybe(fc.integer({ min: 0, max: 3 })),
  failed: maybe(fc.boolean()),
});

function eventOf(
  made: typeof fields extends fc.Arbitrary<infer T> ? T : never,
  missing: ReadonlySet<string>,
): RuntimeEvent {
  const known = new Map<string, FieldValue | undefined>(names.map((name, at) => [name, made.texts[at]]));
  known.set('proc.pid', made.pid);
  known.set('evt.failed', made.failed);
  return {
    source: 'syscall',
    time: 0n,
    ...defined({ type: made.type }),
    get: (field, argument) =>
      missing.has(field) ? undefined : known.get(argument === undefined ? field : `${field}[${argument}]`),
  };
}

const rulesText = (conditions: readonly string[]): string =>
  conditions
    .map((text, at) => `- {rule: r${at}, desc: d, condition: ${JSON.stringify(text)}, output: o, priority: INFO}`)
    .join('\n');

test('folded rules meet the same events as the conditions as they are written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(condition, { minLength: 1, maxLength: 6 }),
      fc.array(fields, { minLength: 1, maxLength: 12 }),
      fc.subarray([...names.map((name) => name.replace('[A]', '')), 'proc.pid']),
      async (conditions, made, absent) => {
        const loaded = await loadRules([{ name: 'r.yaml', text: rulesText(conditions) }]);
        assert.ok(loaded.successful, JSON.stringify(loaded.errors));
        const missing = new Set(absent);
        const sight: SourceSight = { gives: (field) => !missing.has(field) };
        const [all, first] = (['all', 'first'] as const).map((matching) =>
          compileRules(loaded, { matching, sight: { syscall: sight } }),
        );
        const [compiler] = [...loaded.compilers.values()];
        for (const one of made) {
          const event = eventOf(one, missing);
          compiler?.next();
          const view = new EventView().of(event);
          const expected = loaded.rules.filter(({ matches }) => matches(view)).map(({ name }) => name);
          assert.deepEqual(
            all?.evaluate(event).map(({ rule }) => rule.name),
            expected,
          );
          assert.deepEqual(
            first?.evaluate(event).map(({ rule }) => rule.name),
            expected.slice(0, 1),
          );
          if (expected.length > 0) assert.ok(all?.concerns('syscall', event.type));
        }
      },
    ),
    { numRuns: 150 },
  );
});

async function engineOf(conditions: readonly string[], sight: SourceSight = {}) {
  const loaded = await loadRules([{ name: 'r.yaml', text: rulesText(conditions) }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  return compileRules(loaded, { matching: 'all', sight: { syscall: sight } });
}

test('what is certainly silent for a type is not looked at, and what is not certain is', async () => {
  const gives = (field: string): boolean => field !== 'fd.name';
  const cases: readonly [condition: string, concerns: boolean][] = [
    ['evt.type = open and evt.type = close', false],
    ['evt.type = open and not evt.type = open', false],
    ['evt.type = open and fd.name = a', false],
    ['evt.type = open and not fd.name = a', true],
    ['evt.type = open and (fd.name = a or proc.name = a)', true],
    ['evt.type = open and proc.name = a and not proc.name = a', false],
    ['evt.type = open and fd.name exists', false],
    ['evt.type = open and toupper(fd.name) = A', false],
    ['evt.type = open and proc.name = val(fd.name)', false],
    ['evt.type = open and evt.time exists', true],
  ];
  for (const [text, concerns] of cases) {
    const engine = await engineOf([text], { gives });
    assert.equal(engine.concerns('syscall', 'open'), concerns, text);
    assert.equal(engine.concerns('syscall', 'close'), false, text);
  }
});

test('macros that use one another twice do not multiply', async () => {
  const levels = Array.from(
    { length: 100 },
    (_, at) => `- {macro: m${at + 1}, condition: "(m${at} and proc.pid >= 0) or (m${at} and not proc.pid = ${at})"}`,
  );
  const text = ['- {macro: m0, condition: proc.name = a}', ...levels].join('\n');
  const rule = '\n- {rule: r, desc: d, condition: evt.type = open and m100, output: o, priority: INFO}';
  const loaded = await loadRules([{ name: 'r.yaml', text: text + rule }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  const start = performance.now();
  const engine = compileRules(loaded);
  const event = (pid: number, name: string): RuntimeEvent => ({
    ...{ source: 'syscall', time: 0n, type: 'open' },
    get: (field) => (field === 'proc.pid' ? pid : field === 'proc.name' ? name : undefined),
  });
  assert.equal(engine.evaluate(event(7, 'a')).length, 1);
  assert.equal(engine.evaluate(event(7, 'b')).length, 0);
  assert.ok(performance.now() - start < 2_000);
});
