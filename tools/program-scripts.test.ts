import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { scriptText } from './program-scripts.ts';

type Script = (use: (name: string) => unknown, useLater: (name: string) => Promise<unknown>) => Record<string, unknown>;

const imports = (...kinds: ('import-statement' | 'dynamic-import')[]) => kinds.map((kind) => ({ path: 'x', kind }));

test('a chunk becomes a function that takes and gives what the chunk imported and exported', async () => {
  const chunk = `import{a,b as c}from"./chunk-A.js";import"./chunk-B.js";var text='import{no}from"./no.js";',later=()=>import("./chunk-C.js"),http=()=>import("node:http");export{text,later,http,c as default,a};\n/*! notice */`;
  const script = scriptText(
    'x.js',
    chunk,
    imports('import-statement', 'import-statement', 'dynamic-import', 'dynamic-import'),
  );
  const used: string[] = [];
  const use = (name: string): unknown => {
    used.push(name);
    return { a: 1, b: 2 };
  };
  const given = (vm.runInThisContext(script) as Script)(use, async (name) => name);
  assert.deepEqual(used, ['chunk-A.js', 'chunk-B.js']);
  assert.deepEqual([given.a, given.default, given.text], [1, 2, 'import{no}from"./no.js";']);
  assert.equal(await (given.later as () => Promise<string>)(), 'chunk-C.js');
  assert.equal(await (given.http as () => Promise<string>)(), 'node:http');
});

const refused: Readonly<Record<string, readonly [chunk: string, expected: RegExp]>> = {
  'an import that was not found': ['export{};', /has 1 of import-statement and 0 were found/],
  'an export in the middle': ['import{a}from"./a.js";export{a};a();', /cannot be a script/],
  'a default that is no name': ['import{a}from"./a.js";export default a;', /cannot be a script/],
  'a name that would hide what it is handed': [
    'import{a}from"./a.js";function script$use(){}export{a};',
    /begins with script\$/,
  ],
  'values that are set later': [
    'import{__esm}from"./a.js";var b,init=__esm(()=>{b=1});export{b};',
    /when it is asked for/,
  ],
};
for (const [what, [chunk, expected]] of Object.entries(refused)) {
  test(`refused: ${what}`, () => {
    assert.throws(() => scriptText('x.js', chunk, imports('import-statement')), expected);
  });
}
