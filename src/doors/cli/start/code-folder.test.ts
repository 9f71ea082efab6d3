import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeFile } from './code-folder.ts';

const cache = mkdtempSync(join(tmpdir(), 'seaworthy-code-'));
const before = process.env.XDG_CACHE_HOME;
process.env.XDG_CACHE_HOME = cache;
after(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(cache, { recursive: true });
});

const all = join(cache, 'seaworthy/compiled');
const folder = join(all, `b1-${process.version}-${process.arch}`);

const commands: readonly (readonly [words: readonly string[], name: string])[] = [
  [['scan', 'alpine:3'], 'scan'],
  [['--quiet', 'gate', 'check'], 'gate'],
  [['../../../etc/passwd'], 'other'],
  [['a'.repeat(21)], 'other'],
  [[], 'other'],
];
for (const [words, name] of commands) {
  test(`the code for \`${words.join(' ')}\` is kept as ${name}`, () => {
    assert.equal(codeFile('b1', words), join(folder, name));
    assert.ok(existsSync(folder));
  });
}

test('the folders of old builds give way', () => {
  for (const age of [1, 2, 3, 4, 5]) {
    mkdirSync(join(all, `old${age}-v24.15.0-x64`), { recursive: true });
    utimesSync(join(all, `old${age}-v24.15.0-x64`), 1_000_000 - age, 1_000_000 - age);
  }
  mkdirSync(join(all, 'of somebody else'));
  utimesSync(join(all, 'of somebody else'), 1, 1);
  rmSync(folder, { recursive: true, force: true });
  codeFile('b1', ['scan']);
  const old = [1, 2, 3].map((age) => `old${age}-v24.15.0-x64`);
  assert.deepEqual(
    readdirSync(all).sort(),
    [`b1-${process.version}-${process.arch}`, 'of somebody else', ...old].sort(),
  );
});

for (const [what, where] of [
  ['the folder of all', ''],
  ['the one of a build', `/b9-${process.version}-${process.arch}`],
] as const) {
  test(`a link in the place of ${what} is not followed: nothing there is removed or written`, () => {
    const place = mkdtempSync(join(cache, 'linked-'));
    const target = mkdtempSync(join(cache, 'target-'));
    for (const age of [1, 2, 3, 4, 5]) mkdirSync(join(target, `photos${age}-v1.2.3-x64`));
    mkdirSync(join(place, 'seaworthy', ...(where === '' ? [] : ['compiled'])), { recursive: true });
    symlinkSync(target, join(place, `seaworthy/compiled${where}`));
    process.env.XDG_CACHE_HOME = place;
    try {
      assert.equal(codeFile('b9', ['scan']), undefined);
      assert.equal(readdirSync(target).length, 5);
    } finally {
      process.env.XDG_CACHE_HOME = cache;
    }
  });
}

test('where no folder can be made nothing is kept', () => {
  for (const place of ['/proc/none', 'relative', '']) {
    process.env.XDG_CACHE_HOME = place;
    const home = process.env.HOME;
    process.env.HOME = '/proc/none';
    assert.equal(codeFile('b1', ['scan']), undefined, place);
    process.env.HOME = home;
  }
  process.env.XDG_CACHE_HOME = cache;
});
