import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * A program of this folder as one file, which is how Seaworthy is shipped: run from source, a program spends more time on stripping types than on
 * a small image.
 */
export async function bundle(program: URL): Promise<string> {
  const entry = fileURLToPath(program);
  const outfile = join(tmpdir(), 'seaworthy-bench', `${basename(entry, '.ts')}.mjs`);
  // Some packages are CommonJS and ask for `require`, which a module does not have.
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    banner,
  });
  return outfile;
}
