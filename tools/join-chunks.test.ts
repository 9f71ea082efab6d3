import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as esbuild from 'esbuild';
import { inTemporaryDirectory } from '../lab/fixtures/index.ts';
import { filesToJoin, isInFront, joinChunks, type MoreFiles } from './join-chunks.ts';

/** Three entries with a small file for every two of them, which is three chunks. */
const small: Readonly<Record<string, string>> = {
  'src/first.ts': "export const first = () => import('./a.ts');",
  'src/a.ts': "import { ab } from './ab.ts'; import { ac } from './ac.ts'; export const a = ab + ac;",
  'src/b.ts': "import { ab } from './ab.ts'; import { bc } from './bc.ts'; export const b = ab + bc;",
  'src/c.ts': "import { ac } from './ac.ts'; import { bc } from './bc.ts'; export const c = ac + bc;",
  'src/ab.ts': "export const ab = 'ab';",
  'src/ac.ts': "import { ab } from './ab.ts'; export const ac = 'ac after ' + ab;",
  'src/bc.ts': "export const bc = 'bc';",
};

const bundle = (root: string, more: MoreFiles, entries: readonly string[]) =>
  esbuild.build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outbase: 'src',
    outdir: path.join(root, 'dist'),
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    plugins: [joinChunks(more)],
    logLevel: 'silent',
  });

async function twice(files: Readonly<Record<string, string>>, entries: readonly string[], chunkCost = 24 * 1024) {
  return inTemporaryDirectory(async (root) => {
    mkdirSync(path.join(root, 'src'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
    const first = await bundle(root, new Map(), entries);
    const more = filesToJoin(first.metafile.outputs, chunkCost);
    const { metafile, outputFiles } = await bundle(root, more, entries);
    mkdirSync(path.join(root, 'dist/chunks'), { recursive: true });
    writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
    for (const file of outputFiles) writeFileSync(file.path, file.contents);
    const load = async (name: string): Promise<object> => ({ ...(await import(path.join(root, 'dist', name))) });
    const loaded = await Promise.all(['a.js', 'b.js', 'c.js'].map(load));
    const shared = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint === undefined);
    return {
      more,
      loaded,
      inputs: Object.keys(metafile.inputs),
      shared: shared.map((one) => Object.keys(one.inputs).sort()),
    };
  });
}

const entries = ['src/a.ts', 'src/b.ts', 'src/c.ts'];

test('small chunks that several entries share become one, and every entry gives what it gave', async () => {
  const { loaded, shared, inputs } = await twice(small, ['src/first.ts', ...entries]);
  assert.deepEqual(
    shared.filter((files) => files.includes('src/ab.ts')),
    [['src/ab.ts', 'src/ac.ts', 'src/bc.ts']],
  );
  assert.deepEqual(loaded, [{ a: 'abac after ab' }, { b: 'abbc' }, { c: 'ac after abbc' }]);
  assert.deepEqual(inputs.filter((input) => !isInFront(input)).sort(), Object.keys(small).sort());
});

test('what is large stays apart from those who do not use it, and so does all where a chunk costs nothing', async () => {
  const large = { ...small, 'src/ab.ts': `export const ab = 'ab'.slice(0, 2) + '${'x'.repeat(200_000)}'.slice(0, 0);` };
  const apart = await twice({ ...large, 'src/ac.ts': "export const ac = 'ac';" }, entries);
  assert.deepEqual(
    apart.shared.filter((files) => files.includes('src/ab.ts')),
    [['src/ab.ts']],
  );
  assert.equal(apart.more.get('src/c.ts')?.includes('src/ab.ts') ?? false, false);

  const free = await twice(small, entries, 0);
  assert.equal(free.more.size, 0);
  assert.deepEqual(free.loaded[1], { b: 'abbc' });
});
