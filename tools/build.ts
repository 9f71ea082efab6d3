import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { filesToJoin, isInFront, joinChunks, type MoreFiles } from './join-chunks.ts';
import { lazyCommonJs } from './lazy-commonjs.ts';
import { leanImports } from './lean-imports.ts';
import { bundledPackages, licenceText } from './licences.ts';
import { scriptText } from './program-scripts.ts';

/*
 * Makes dist/ from src/: the library as modules and the program as scripts, each split so that what is not used is not loaded. Types come from `tsc -b`
 * (`npm run build`). The files are written one by one under their final names only when whole, and old chunks go last, so that a program that starts meanwhile
 * finds a set that fits together.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** What package.json exports. */
const library = ['src/flows/index.ts', 'src/core/index.ts', 'src/report/index.ts'] as const;
/** The program's first file, and the first of its scripts. */
const [first, program] = ['src/doors/cli/main.ts', 'src/doors/cli/run.ts'] as const;

/** To find and link a module costs Node as much as so many bytes of code that is loaded for nothing; to read a script of ours costs less. */
const [moduleCost, scriptCost] = [24 * 1024, 8 * 1024] as const;

/** Some bundled packages are CommonJS and ask for built-in modules at run time. */
const requireBanner = "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);";

/** A file of dist/, by its path. */
interface Written {
  readonly path: string;
  readonly text: string;
}

/** Builds into `outdir`, relative to the root or absolute. Throws when the sources do not fit together. */
export async function build(outdir: string): Promise<void> {
  const output = path.resolve(root, outdir);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const defined = {
    SEAWORTHY_VERSION: JSON.stringify(version),
    SEAWORTHY_BUILD: JSON.stringify(await digestOfSources()),
  };
  const modules = await bundle(output, library, 'src', 'chunks/[name]-[hash]', moduleCost, defined);
  const chunks = modules.files.map((file) => ({ ...file, text: withRequire(file.text) }));

  const folder = path.join(output, path.dirname(path.relative('src', program)), 'scripts');
  const parts = await bundle(folder, [program], path.dirname(program), '[name]-[hash]', scriptCost, defined);
  await refuseLateValues(parts.inputs);
  const scripts = parts.files.map(({ path: file, text, imports }) => ({
    path: file,
    text: scriptText(path.basename(file), text, imports),
  }));
  const start = await startOf(output, defined, scripts);

  for (const file of [...chunks, ...scripts]) await writeWhole(file.path, file.text, 0o644);
  await writeWhole(start.path, start.text, 0o755);
  // What is not a file of its own stands for one that is listed as well.
  const inputs = [...modules.inputs, ...parts.inputs].filter(
    (input) => !input.startsWith('lazy-commonjs:') && !isInFront(input),
  );
  const licences = await licenceText(root, inputs);
  await writeWhole(path.join(output, 'THIRD-PARTY-LICENCES.txt'), licences, 0o644);
  const packages = await bundledPackages(root, inputs);
  await writeWhole(path.join(output, 'bundled-packages.json'), `${JSON.stringify(packages, undefined, 2)}\n`, 0o644);
  const current = new Set([...chunks, ...scripts].map((file) => file.path));
  for (const each of [path.join(output, 'chunks'), folder]) await removeOldFiles(each, current);
}

const common = {
  absWorkingDir: root,
  write: false,
  bundle: true,
  format: 'esm',
  platform: 'node',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
} as const satisfies esbuild.BuildOptions;

/** What entries and all that they reach become, in two passes: the first tells which chunks are better loaded together. */
async function bundle(
  outdir: string,
  entries: readonly string[],
  outbase: string,
  chunkNames: string,
  chunkCost: number,
  define: Readonly<Record<string, string>>,
): Promise<{
  readonly files: readonly (Written & { readonly imports: Output['imports'] })[];
  readonly inputs: readonly string[];
}> {
  const pass = (more: MoreFiles) =>
    esbuild.build({
      ...common,
      entryPoints: [...entries],
      outbase,
      outdir,
      splitting: true,
      target: 'node22.22',
      // All of them, and not only those that esbuild knows: it would make expressions that are put together anew at every use.
      supported: { 'regexp-unicode-property-escapes': true },
      chunkNames,
      metafile: true,
      define: { ...define },
      plugins: [joinChunks(more), leanImports, lazyCommonJs],
      // A file that is only to be reached is imported for its own sake, though it does nothing by itself.
      logOverride: { 'ignored-bare-import': 'silent' },
    });
  const { metafile, outputFiles } = await pass(filesToJoin((await pass(new Map())).metafile.outputs, chunkCost));
  const files = outputFiles.map(({ path: file, text }) => {
    const { imports = [] } = metafile.outputs[path.relative(root, file)] ?? {};
    return { path: file, text, imports };
  });
  return { files, inputs: Object.keys(metafile.inputs) };
}

/** A script hands values on when it has run: a variable that is exported and set later would be missed. */
async function refuseLateValues(inputs: readonly string[]): Promise<void> {
  for (const input of inputs.filter((name) => /\.(?:ts|m?js)$/.test(name) && !name.includes(':'))) {
    const late = /^export let \w+/m.exec(await readFile(path.join(root, input), 'utf8'));
    if (late)
      throw new Error(`${input}: \`${late[0]}\` may be set later, which a script of the program would not hand on`);
  }
}

type Output = esbuild.Metafile['outputs'][string];

/** The program's first file: it knows which scripts are its own, and every Node can read it. */
async function startOf(
  output: string,
  define: Readonly<Record<string, string>>,
  scripts: readonly Written[],
): Promise<Written> {
  const hash = createHash('sha256');
  for (const { text } of scripts) hash.update(text);
  const { outputFiles } = await esbuild.build({
    ...common,
    entryPoints: [first],
    outbase: 'src',
    outdir: output,
    target: 'es2018',
    supported: { 'import-meta': true },
    define: { ...define, SEAWORTHY_PROGRAM: JSON.stringify(hash.digest('hex').slice(0, 16)) },
  });
  const [file] = outputFiles;
  if (file === undefined || outputFiles.length > 1) throw new Error(`${first} became ${outputFiles.length} files`);
  return file;
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
function withRequire(text: string): string {
  return text.includes('typeof require') ? requireBanner + text : text;
}

async function writeWhole(file: string, contents: Uint8Array | string, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, contents, { mode });
  await rename(temporary, file);
}

async function removeOldFiles(folder: string, current: ReadonlySet<string>): Promise<void> {
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
