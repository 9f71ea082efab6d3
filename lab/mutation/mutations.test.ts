import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../tools/house/repository.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { areas } from './areas.ts';
import type { Attempt } from './attempt.ts';
import { mutantsOf, mutated } from './mutations.ts';

const made = (text: string): readonly string[] => mutantsOf(text).map((mutant) => mutated(text, mutant));

const tables: readonly (readonly [text: string, mutants: readonly string[]])[] = [
  ['a === b;', ['a !== b;']],
  ['a && b;', ['a || b;']],
  ['x = a < b;', ['x = a <= b;', 'x = a >= b;']],
  ['x = a + 1;', ['x = a - 1;']],
  ['x = [true, { ok: false }];', ['x = [false, { ok: false }];', 'x = [true, { ok: true }];']],
  ['x = (!a);', ['x = (a);']],
  ['x = a.some(b);', ['x = a.every(b);']],
  ['x = a.at(-1);', ['x = a.at(0);']],
  ['x = Math.min(a, b);', ['x = Math.max(a, b);']],
  ['function f() { return a; }', ['function f() { return undefined; }']],
  ['if (a(b)) c = 1;', ['if (true) c = 1;', 'if (false) c = 1;']],
  ['{\n  steps.check(a, (b));\n}', ['{\n  0;\n}']],
  // What only looks like code, and what has no effect when the program runs.
  ["x = 'a === b'; // a === b\ny = `a && b`; z = / < /;", []],
  ['interface A { readonly ok: true; }', []],
  ['const f = (a: string): void => undefined;', []],
];

for (const [text, mutants] of tables)
  test(`the mutants of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(made(text), mutants);
  });

test('places of mutants', () => {
  const [mutant] = mutantsOf('\n\nx = a === b;\n');
  assert.deepEqual(mutant, { from: 8, to: 11, text: '!==', kind: 'equality', line: 3 });
});

test('every area has sources, tests and mutants, and names a file once', () => {
  for (const { name, sources, tests } of areas) {
    assert.ok(sources.length > 0 && tests.length > 0, name);
    assert.ok(sources.every((file) => !file.includes('.test.')));
  }
  const all = areas.flatMap(({ sources }) => sources);
  assert.equal(new Set(all).size, all.length);
});

test('a mutant is noticed where a test fails on it, and nothing on disk changes', () =>
  inTemporaryDirectory(async (folder) => {
    const file = path.join(folder, 'old.ts');
    const text = 'export const isOld = (age: number): boolean => age > 5;\n';
    writeFileSync(file, text);
    const write = (name: string, body: string): string => {
      const whole = path.join(folder, name);
      writeFileSync(
        whole,
        `import assert from 'node:assert';\nimport { test } from 'node:test';\nimport { isOld } from './old.ts';\n${body}`,
      );
      return whole;
    };
    const careless = write('careless.test.ts', "test('old', () => assert.ok(isOld(9)));\n");
    const careful = write('careful.test.ts', "test('old', () => assert.ok(isOld(9) && !isOld(5)));\n");
    const none = write('none.test.ts', '');
    const attempt = (what: Attempt): number | null =>
      spawnSync(process.execPath, [path.join(root, 'lab/mutation/attempt.ts'), JSON.stringify(what)]).status;
    const mutant = mutantsOf(text).find((each) => each.text === '>=');
    assert.ok(mutant !== undefined);
    const changed = { file, from: mutant.from, to: mutant.to, text: mutant.text };
    assert.equal(attempt({ tests: [careful] }), 0);
    assert.equal(attempt({ tests: [careful], mutant: changed }), 1);
    assert.equal(attempt({ tests: [careless], mutant: changed }), 0);
    assert.equal(attempt({ tests: [none] }), 3);
  }));
