import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import * as esbuild from 'esbuild';
import { root } from './house/repository.ts';
import { isCommonJs, lazyCommonJs } from './lazy-commonjs.ts';

test('a package that is loaded when it is used gives the same names from a bundle as from the sources', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    await esbuild.build({
      absWorkingDir: root,
      stdin: {
        contents: `const [a, b, c] = await Promise.all([import('picocolors'), import('./node_modules/undici-types/package.json', { with: { type: 'json' } }), import('zod')]);
console.log(typeof a.red, typeof a.default.red, b.default.name, typeof c.object);`,
        resolveDir: root,
        loader: 'ts',
      },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      outExtension: { '.js': '.mjs' },
      plugins: [lazyCommonJs],
      logLevel: 'silent',
    });
    const said = execFileSync(process.execPath, [path.join(folder, 'stdin.mjs')], { encoding: 'utf8' });
    assert.equal(said, 'function function undici-types function\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('which kind a file is of', () => {
  const at = (file: string): boolean => isCommonJs(path.join(root, file));
  assert.equal(at('node_modules/picocolors/picocolors.js'), true);
  assert.equal(at('node_modules/zod/index.js'), false);
  assert.equal(at('node_modules/zod/index.cjs'), true);
  assert.equal(at('node_modules/zod/x.mjs'), false);
});

/** Names and bytes of what a small program becomes that lies in this folder. */
async function built(folder: string): Promise<readonly string[]> {
  mkdirSync(path.join(folder, 'node_modules/old'), { recursive: true });
  writeFileSync(path.join(folder, 'node_modules/old/package.json'), '{"name":"old","main":"index.js"}');
  writeFileSync(path.join(folder, 'node_modules/old/index.js'), 'exports.a = 1;');
  writeFileSync(path.join(folder, 'main.js'), "console.log((await import('old')).a);");
  const { outputFiles } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    outdir: 'dist',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [lazyCommonJs],
    logLevel: 'silent',
  });
  return outputFiles.map((file) => `${path.relative(folder, file.path)}: ${file.text}`).sort();
}

test('chunks have the same names and bytes wherever the sources lie', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    const here = await built(path.join(folder, 'here'));
    assert.equal(here.length > 1, true);
    assert.deepEqual(await built(path.join(folder, 'somewhere/else')), here);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
