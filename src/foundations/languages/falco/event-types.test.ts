import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ConditionNode } from './ast.ts';
import { eventTypesOf, holds } from './event-types.ts';
import { maxResolvedDepth, resolveMacros } from './macros.ts';
import { parseCondition } from './parser.ts';

const node = (text: string): ConditionNode => {
  const parsed = parseCondition(text);
  return parsed.ok ? parsed.node : assert.fail(parsed.message);
};

const sets: readonly [string, string][] = [
  ['evt.type = open and p.a = 1', 'open'],
  ['evt.type in (open, close) or evt.type = dup', 'close dup open'],
  ['evt.type in (open, close) and evt.type != open', 'close'],
  ['p.a = 1', 'all but '],
  ['evt.type = open or p.a = 1', 'all but '],
  ['not evt.type = open', 'all but open'],
  ['not (evt.type = open and p.a = 1)', 'all but '],
  ['not (evt.type = open or p.a = 1)', 'all but open'],
  ['not (evt.type != open)', 'open'],
  ['evt.type exists', 'all but '],
  ['not evt.type exists', ''],
  ['evt.type startswith open', 'all but '],
  ['tolower(evt.type) = open', 'all but '],
  ['evt.type = open and evt.type = close', ''],
];

for (const [text, expected] of sets) {
  test(`event types: ${text}`, () => {
    const { complement, names } = eventTypesOf(node(text));
    assert.equal(`${complement ? 'all but ' : ''}${[...names].sort().join(' ')}`, expected);
  });
}

/** Conditions over the type and one other field. */
const condition: fc.Memo<string> = fc.memo((depth) =>
  depth <= 1
    ? fc.constantFrom('evt.type = a', 'evt.type in (a, b)', 'evt.type != c', 'p.x = 1', 'evt.type exists')
    : fc.oneof(
        condition(1),
        fc.tuple(condition(), condition()).map(([a, b]) => `(${a}) and (${b})`),
        fc.tuple(condition(), condition()).map(([a, b]) => `(${a}) or (${b})`),
        condition().map((a) => `not (${a})`),
      ),
);

function truth(part: ConditionNode, type: string, x: string): boolean {
  switch (part.kind) {
    case 'and':
      return part.children.every((child) => truth(child, type, x));
    case 'or':
      return part.children.some((child) => truth(child, type, x));
    case 'not':
      return !truth(part.child, type, x);
    case 'binary': {
      const value = part.left.kind === 'field' && part.left.name === 'evt.type' ? type : x;
      const constants: readonly string[] =
        part.right.kind === 'list' ? part.right.values : part.right.kind === 'value' ? [part.right.value] : [];
      return constants.includes(value) !== (part.operator === '!=');
    }
    default:
      return true;
  }
}

test('event types: a condition never holds for a type that is left out', () => {
  fc.assert(
    fc.property(condition(5), (text) => {
      const tree = node(text);
      const types = eventTypesOf(tree);
      for (const type of ['a', 'b', 'c', 'd']) {
        for (const x of ['1', '2']) {
          if (truth(tree, type, x)) assert.ok(holds(types, type), `${text} holds for ${type}`);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('macros: bodies are shared, so doubling each time costs nothing', () => {
  const bodies = new Map<string, ConditionNode>([['m0', node('evt.type = open')]]);
  for (let index = 1; index < 60; index += 1) {
    const result = resolveMacros(node(`m${index - 1} or (m${index - 1} and p.a = 1)`), (name) => bodies.get(name));
    assert.ok(result.ok);
    bodies.set(`m${index}`, result.node);
  }
  assert.deepEqual([...eventTypesOf(bodies.get('m59') ?? assert.fail()).names], ['open']);
});

test('macros: what is missing, refused or too deep is told', () => {
  const message = (text: string, lookup: (name: string) => ConditionNode | string | undefined): string => {
    const result = resolveMacros(node(text), lookup);
    return result.ok ? '' : result.message;
  };
  assert.equal(
    message('a.b = 1 and gone', () => undefined),
    "Undefined macro 'gone' used in filter.",
  );
  assert.equal(
    message('loop', () => 'a loop'),
    'a loop',
  );
  let body = node('p.a = 1');
  let told = '';
  for (let level = 0; level <= maxResolvedDepth && told === ''; level += 1) {
    const before = body;
    const result = resolveMacros(node('not m and p.b = 2'), () => before);
    if (result.ok) body = result.node;
    else told = result.message;
  }
  assert.match(told, /nested deeper/);
});
