import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ConditionNode, SourcePosition } from './ast.ts';
import { maxConditionDepth, parseCondition, parseField } from './parser.ts';
import { printCondition } from './print.ts';

const printed = (text: string): string => {
  const parsed = parseCondition(text);
  return parsed.ok ? printCondition(parsed.node) : `! ${parsed.message}`;
};

const readings: readonly [string, string][] = [
  ['a or b and not c', '(a or (b and not c))'],
  ['not not a', 'a'],
  ['not(a or b)and(c)', '(not (a or b) and c)'],
  ["evt.type = 'open'", 'evt.type = open'],
  ['fd.name in (/etc, "a b", )', '! expected a string value'],
  ['fd.name in (/etc, "a b")', 'fd.name in (/etc, "a b")'],
  ['fd.name in ()', 'fd.name in ()'],
  ['proc.aname[2] exists', 'proc.aname[2] exists'],
  ['proc.env["A B"] = 1', 'proc.env["A B"] = 1'],
  ['fd.num>=0', 'fd.num >= 0'],
  [
    'fd.num >= x',
    "! expected a number value or a field with a valid transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join', 'concat', 'getopt'",
  ],
  ['proc.name startswith anyof (a, b)', 'proc.name startswith anyof (a, b)'],
  ['proc.name = anyof', 'proc.name = anyof'],
  ['proc.name = anyof names', 'proc.name = anyof names'],
  ['tolower( basename(proc.exe) ) = x', 'tolower(basename(proc.exe)) = x'],
  ['proc.name = val(proc.pname)', 'proc.name = val(proc.pname)'],
  ['a b', "! unexpected token after 'a', expecting 'or', 'and'"],
  ['(a', "! expected a ')' token"],
  ['a andb', "! expected blank or '(' after 'and'"],
  ['', '! filter input string is empty'],
  [
    'fd.name = "a',
    "! expected a string value or a field with a valid transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join', 'concat', 'getopt'",
  ],
  ['fd.name = "\\q"', '! unsupported string escape sequence: \\q'],
  ['fd.name = "\\\'"', '! invalid \\\' escape in "-quoted string'],
  ['fd.name = "\\xc3\\xa9"', 'fd.name = é'],
  ['fd.name = "a\\x00b"', '! unsupported string escape sequence: \\x00'],
  ['fd.name = "\\xg0"', '! unsupported string escape sequence: \\x'],
];

for (const [text, expected] of readings) {
  test(`condition: ${text}`, () => assert.equal(printed(text), expected));
}

test('condition: places of nodes and of the end', () => {
  const parsed = parseCondition('a.b = c\n  or  d');
  assert.ok(parsed.ok);
  const place = ({ index, line, column }: SourcePosition): string => `${index} ${line}:${column}`;
  assert.equal(place(parsed.end), '15 2:8');
  assert.ok(parsed.node.kind === 'or');
  assert.deepEqual(
    parsed.node.children.map(({ at }) => place(at)),
    ['0 1:1', '14 2:7'],
  );
});

test('condition: nesting is bounded, and told', () => {
  const nested = (levels: number): string => `${'('.repeat(levels)}a${')'.repeat(levels)}`;
  assert.equal(printed(nested(maxConditionDepth)), 'a');
  assert.equal(printed(nested(maxConditionDepth + 1)), `! exceeded max depth limit of ${maxConditionDepth}`);
  assert.match(printed(`${'('.repeat(200_000)}a`), /max depth/);
  assert.match(printed(`${'not '.repeat(100_000)}a`), /^a$/);
});

test('field: as templates and exceptions name it', () => {
  const parsed = parseField('toupper(evt.arg[1]) end');
  assert.ok(parsed.ok);
  assert.equal(printCondition(parsed.node), 'toupper(evt.arg[1])');
  assert.equal(parsed.end.index, 19);
  assert.ok(!parseField('nothing').ok);
});

const at: SourcePosition = { index: 0, line: 1, column: 1 };
const name = fc.constantFrom('proc.name', 'fd.name', 'evt.arg.flags');
const value = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((text) => !/[()=,\f]|[^ -~é]|^[^a-z/]/.test(text));
const node: fc.Memo<ConditionNode> = fc.memo((depth) =>
  depth <= 1
    ? fc.oneof(
        fc.record({ name, value }).map((part): ConditionNode => {
          const left = { kind: 'field' as const, at, name: part.name };
          const right = { kind: 'value' as const, at, value: part.value };
          return { kind: 'binary', at, left, operator: 'contains', right };
        }),
        fc.constantFrom('container', 'spawned').map((macro): ConditionNode => ({ kind: 'macro', at, name: macro })),
      )
    : fc.oneof(
        node(1),
        fc.tuple(node(), node()).map((children): ConditionNode => ({ kind: 'and', at, children })),
        fc.tuple(node(), node()).map((children): ConditionNode => ({ kind: 'or', at, children })),
      ),
);

test('condition: what is printed reads back to the same', () => {
  fc.assert(
    fc.property(node(4), (tree) => {
      const text = printCondition(tree);
      assert.equal(printed(text), text);
    }),
    { numRuns: 300 },
  );
});

test('condition: a backslash at the end of a value survives printing and reading', () => {
  const parsed = parseCondition('a.b = x\\');
  assert.ok(parsed.ok);
  const again = parseCondition(printCondition(parsed.node));
  assert.ok(again.ok);
  assert.equal(printCondition(again.node), printCondition(parsed.node));
});

test('condition: any text is read or refused', () => {
  const piece = fc.constantFrom(
    'a',
    'a.b',
    ' ',
    '(',
    ')',
    'not',
    ' and ',
    ' or ',
    '=',
    ' in ',
    "'",
    '"',
    '\\',
    '[',
    ']',
    ',',
    'val(',
    'join(',
    '1',
    '\n',
    'anyof',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const parsed = parseCondition(pieces.join(''));
      if (parsed.ok) assert.ok(parseCondition(printCondition(parsed.node)).ok, printCondition(parsed.node));
      else assert.ok(parsed.message !== '');
    }),
    { numRuns: 2000 },
  );
});
