import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { filesToJoin, isInFront, joinChunks, type MoreFiles } from './join-chunks.ts';
import { lazyCommonJs } from './lazy-commonjs.ts';
import { leanImports } from './lean-imports.ts';
import { licenceText } from './licences.ts';

/*
 * Makes dist/ from src/: one bundle, split so that what a command does not use is not loaded. Types come from `tsc -b` (`npm run build`).
 * The files are written one by one under their final names only when whole, and old chunks go last, so that a program that starts meanwhile
 * finds a set that fits together.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** What package.json exports, and the program. */
const entries = ['src/doors/cli/main.ts', 'src/flows/index.ts', 'src/core/index.ts', 'src/report/index.ts'] as const;

/** Some bundled packages are CommonJS and ask for built-in modules at run time. */
const requireBanner = "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);";

/** Builds into `outdir`, relative to the root or absolute. Throws when the sources do not fit together. */
export async function build(outdir: string): Promise<void> {
  const output = path.resolve(root, outdir);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const defined = {
    SEAWORTHY_VERSION: JSON.stringify(version),
    SEAWORTHY_BUILD: JSON.stringify(await digestOfSources()),
  };
  const first = await bundle(output, defined, new Map());
  const result = await bundle(output, defined, filesToJoin(first.metafile.outputs, [entries[0]]));

  const program = path.join(output, 'doors/cli/main.js');
  const files = result.outputFiles.toSorted((a, b) => Number(a.path === program) - Number(b.path === program));
  for (const file of files) await writeWhole(file.path, withRequire(file), file.path === program ? 0o755 : 0o644);
  // What is not a file of its own stands for one that is listed as well.
  const inputs = Object.keys(result.metafile.inputs).filter(
    (input) => !input.startsWith('lazy-commonjs:') && !isInFront(input),
  );
  const licences = await licenceText(root, inputs);
  await writeWhole(path.join(output, 'THIRD-PARTY-LICENCES.txt'), licences, 0o644);
  await removeOldChunks(path.join(output, 'chunks'), new Set(files.map((file) => file.path)));
}

/** One pass: `more` are files that entries are to reach besides their own. */
function bundle(outdir: string, define: Readonly<Record<string, string>>, more: MoreFiles) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outbase: 'src',
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.22',
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    define: { ...define },
    plugins: [joinChunks(more), leanImports, lazyCommonJs],
    logLevel: 'warning',
    // A file that is only to be reached is imported for its own sake, though it does nothing by itself.
    logOverride: { 'ignored-bare-import': 'silent' },
  });
}

/** Names what this build is made of: what an image was found to hold is kept under it, and holds for no other build. */
async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const sources = (await readdir(path.join(root, 'src'), { recursive: true })).filter((name) => name.endsWith('.ts'));
  for (const name of ['package-lock.json', ...sources.sort().map((source) => path.join('src', source))])
    hash
      .update(`${name}\0`)
      .update(await readFile(path.join(root, name)))
      .update('\0');
  return hash.digest('hex');
}

/** The text of a chunk; one that asks for `require`, which modules do not have, gets it. */
function withRequire({ text }: { readonly text: string }): string {
  return text.includes('typeof require') ? requireBanner + text : text;
}

async function writeWhole(file: string, contents: Uint8Array | string, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, contents, { mode });
  await rename(temporary, file);
}

async function removeOldChunks(folder: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    if (!current.has(file)) await rm(file, { force: true });
  }
}

if (import.meta.main) {
  await build('dist').catch((error: unknown) => {
    // esbuild has told its own errors already.
    if (!(error instanceof Error && 'errors' in error)) console.error(error);
    process.exitCode = 1;
  });
}
