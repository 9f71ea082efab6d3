import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
