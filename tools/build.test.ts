import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../lab/fixtures/index.ts';
import { openScripts } from '../src/doors/cli/index.ts';
import { build } from './build.ts';
import { root } from './house/repository.ts';

test('every script of the program runs by itself, and gets all that it takes from others', async () => {
  await inTemporaryDirectory(async (folder) => {
    await build(path.join(folder, 'dist'));
    const scripts = path.join(folder, 'dist/doors/cli/scripts/');
    const { use } = openScripts(scripts, undefined);
    const names = readdirSync(scripts);
    assert.ok(names.length > 50);
    for (const name of names) {
      use(name);
      for (const [, list = '', from = ''] of readFileSync(path.join(scripts, name), 'utf8').matchAll(
        /const\{([^}]*)\}=script\$use\("([^"]+)"\)/g,
      ))
        for (const [taken = ''] of list.split(',').map((each) => each.split(':')))
          assert.notEqual(use(from)[taken], undefined, `${name} takes ${taken} of ${from}`);
    }
  });
});

test('the built program says the same with and without kept code, and with some that is damaged', async () => {
  await inTemporaryDirectory(async (folder) => {
    await build(path.join(folder, 'dist'));
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const run = (...words: string[]): { status: number | null; stdout: string; stderr: string } => {
      const environment = { HOME: folder, PATH: process.env.PATH ?? '' };
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [path.join(folder, 'dist/doors/cli/main.js'), ...words],
        { env: environment, encoding: 'utf8' },
      );
      return { status, stdout, stderr };
    };
    const compiled = path.join(folder, '.cache/seaworthy/compiled');
    const kept = (): readonly string[] =>
      readdirSync(compiled).flatMap((build) =>
        readdirSync(path.join(compiled, build)).map((one) => path.join(compiled, build, one)),
      );

    const first = run('help', 'scan');
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, /--fail-on/);
    assert.deepEqual(
      kept().map((file) => path.basename(file)),
      ['help'],
    );
    const [file = ''] = kept();
    const written = readFileSync(file);
    assert.deepEqual(run('help', 'scan'), first);
    for (const damaged of [
      written.subarray(0, 100),
      Buffer.from(written.map((byte, at) => (at < 2_000 ? byte : byte ^ 1))),
    ]) {
      writeFileSync(file, damaged);
      assert.deepEqual(run('help', 'scan'), first);
    }
    // One that loads a page, whose script has names of its own for much.
    const page = run('lint', path.join(root, 'examples/tour/build-context'), '-o', 'html');
    assert.match(page.stdout, /<html/, page.stderr);
    // A command line that is not understood leaves nothing.
    assert.equal(run('nonsense').status, 2);
    assert.deepEqual(
      kept().map((each) => path.basename(each)),
      ['help', 'lint'],
    );
    assert.match(run('--version').stdout, /^seaworthy \d/);
  });
});
