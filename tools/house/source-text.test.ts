import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf, readSource } from './source-text.ts';

const cases: readonly { readonly name: string; readonly text: string; readonly code: string }[] = [
  { name: 'line comment', text: 'a; // enum X\nb', code: 'a;          \nb' },
  { name: 'block comment keeps its lines', text: 'a /* x\ny */ b', code: 'a     \n     b' },
  { name: 'string', text: "f('process.env')", code: "f('           ')" },
  { name: 'escaped quote', text: String.raw`f('it\'s', b)`, code: "f('     ', b)" },
  { name: 'a comment mark in a string', text: "f('//', b)", code: "f('  ', b)" },
  { name: 'template', text: 'f(`a $' + '{ b } c`, d)', code: 'f(`   { b }  `, d)' },
  { name: 'template in a template', text: 'f(`a$' + '{`b$' + '{c}d`}e`)', code: 'f(`  {`  {c} `} `)' },
  {
    name: 'braces inside a template expression',
    text: 'f(`a$' + '{g({ x: 1 })}b`, y)',
    code: 'f(`  {g({ x: 1 })} `, y)',
  },
  { name: 'regular expression', text: 'x = /[/"]\\/enum/.test(y)', code: 'x = /          /.test(y)' },
  { name: 'division', text: 'x = a / b / c', code: 'x = a / b / c' },
];

test('comments, strings and regular expressions are told from code', () => {
  for (const { name, text, code } of cases) assert.equal(readSource(text).code, code, name);
});

test('every form of import is found, and none that is only talked about', () => {
  const text = [
    "import a from './a.ts';",
    "import type { B } from './b.ts';",
    'import {',
    '  c,',
    "} from './c.ts';",
    "import './d.ts';",
    "export * from './e.ts';",
    "const f = await import('./f.ts');",
    "// import './no.ts';",
    'const g = "import \'./no.ts\'";',
  ].join('\n');
  assert.deepEqual(importsOf(readSource(text)), [
    { from: './a.ts', line: 1, kind: 'static' },
    { from: './b.ts', line: 2, kind: 'type' },
    { from: './c.ts', line: 5, kind: 'static' },
    { from: './d.ts', line: 6, kind: 'static' },
    { from: './e.ts', line: 7, kind: 'static' },
    { from: './f.ts', line: 8, kind: 'dynamic' },
  ]);
});
