import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { readKeptCode } from './kept-code.ts';
import { openScripts } from './scripts.ts';

const folder = `${mkdtempSync(join(tmpdir(), 'seaworthy-scripts-'))}/`;
after(() => rmSync(folder, { recursive: true }));

const script = (text: string): string => `(function(use,useLater,require){"use strict";${text}\n})`;
writeFileSync(
  join(folder, 'a.js'),
  script('const{b}=use("b.js");return{main:()=>b(2),later:()=>useLater("c.js"),os:()=>useLater("node:os")};'),
);
writeFileSync(join(folder, 'b.js'), script('let runs=0;runs+=1;return{b:(x)=>x+runs,path:require("path")};'));
writeFileSync(join(folder, 'c.js'), script('use("b.js");return{c:3};'));
// Regular expressions and tagged templates keep what is not ASCII.
writeFileSync(join(folder, 'd.js'), script('return{cut:/^…$/u.test("\\u2026"),raw:String.raw`→`};'));

type Functions = Readonly<Record<string, () => unknown>>;

/** One run of a program, which uses a script, calls of it what is named, and keeps its code. */
async function run(file: string | undefined, call = 'main'): Promise<unknown> {
  const scripts = openScripts(folder, file);
  const result = await (scripts.use('a.js') as Functions)[call]?.();
  scripts.keep();
  return result;
}

test('a script is run once, when it is first used, and its like when they are asked for', async () => {
  const scripts = openScripts(folder, undefined);
  const { main, later, os } = scripts.use('a.js') as Functions;
  assert.equal(main?.(), 3);
  assert.deepEqual(await later?.(), { c: 3 });
  assert.equal(await os?.(), process.getBuiltinModule('node:os'));
  assert.equal(scripts.use('b.js'), scripts.use('b.js'));
  assert.equal((scripts.use('b.js') as { path: unknown }).path, process.getBuiltinModule('node:path'));
});

test('a script is read as UTF-8', () => {
  assert.deepEqual(openScripts(folder, undefined).use('d.js'), { cut: true, raw: '\u2192' });
});

test('what has run is kept, with what later runs add, for some runs and for every new script', async () => {
  const file = join(folder, 'kept');
  await run(file);
  const first = readKeptCode(file);
  assert.deepEqual([...(first?.parts.keys() ?? [])], ['a.js', 'b.js']);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  for (const _ of [2, 3, 4]) await run(file);
  assert.equal(readKeptCode(file)?.runs, 4);
  const { mtimeMs } = statSync(file);
  assert.equal(await run(file), 3);
  assert.equal(readKeptCode(file)?.runs, 4);
  assert.equal(statSync(file).mtimeMs, mtimeMs);
  await run(file, 'later');
  assert.deepEqual([...(readKeptCode(file)?.parts.keys() ?? [])], ['a.js', 'b.js', 'c.js']);
});

test('flags that were changed meanwhile spoil no code: neither what is kept nor what is loaded under them', async () => {
  const file = join(folder, 'flags');
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    const scripts = openScripts(folder, file);
    const { later } = scripts.use('a.js') as Functions;
    scripts.changeFlag('--semi-space-growth-factor=3', '--semi-space-growth-factor=2');
    await later?.();
    scripts.keep();
    setFlagsFromString('--semi-space-growth-factor=2');
  }
  const kept = readKeptCode(file);
  assert.deepEqual([...(kept?.parts.keys() ?? [])], ['a.js', 'b.js', 'c.js']);
  // Code that the engine refuses is written anew, and counted.
  assert.equal(kept?.runs, 4);
});

test('kept code that is damaged is not taken, and written anew', async () => {
  const file = join(folder, 'damaged');
  await run(file);
  const good = readFileSync(file);
  const damaged: readonly Buffer[] = [
    Buffer.alloc(0),
    Buffer.from('{'),
    Buffer.from('null\n'),
    Buffer.from('{"runs":1,"sum":0,"parts":[["a.js",10]]}\n'),
    good.subarray(0, -1),
    Buffer.concat([good, good]),
    Buffer.from(good.map((byte, at) => (at === good.length - 50 ? byte ^ 1 : byte))),
  ];
  for (const [at, bytes] of damaged.entries()) {
    writeFileSync(file, bytes);
    assert.equal(readKeptCode(file), undefined, String(at));
    assert.equal(await run(file), 3);
    assert.equal(readKeptCode(file)?.runs, 1);
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('code that another may have put there is not taken, and a pipe is not waited for', async () => {
  const file = join(folder, 'whose');
  await run(file);
  assert.ok(readKeptCode(file));
  symlinkSync(file, join(folder, 'link'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  mkdirSync(join(folder, 'folder'));
  for (const name of ['link', 'pipe', 'folder']) assert.equal(readKeptCode(join(folder, name)), undefined, name);
  chmodSync(file, 0o620);
  assert.equal(readKeptCode(file), undefined);
});

test('code of another text is refused by the engine and made anew', async () => {
  const file = join(folder, 'other');
  await run(file);
  writeFileSync(join(folder, 'b.js'), script('return{b:(x)=>x*10+1,path:undefined};'));
  assert.equal(await run(file), 21);
  assert.equal(await run(file), 21);
});

test('where nothing can be written the program runs all the same', async () => {
  assert.equal(await run(join(folder, 'no-such-folder/kept')), 21);
  assert.equal(await run('/proc/kept'), 21);
});
