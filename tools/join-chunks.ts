import path from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/*
 * With code splitting, each set of entries (what the program or a dynamic import names) that share code gets a chunk of its own. There are more than
 * a hundred entries, so a command would load some seventy chunks, most of them small, and to find and link a chunk costs Node as much as many
 * kilobytes of code. So the bundle is made twice: the first one tells which chunks are better loaded together, and in the second one every entry that
 * reaches one of them reaches the others too, which makes them one chunk.
 */

/** The files that each entry is to reach besides those it does, by the entry's path. */
export type MoreFiles = ReadonlyMap<string, readonly string[]>;

type Outputs = Readonly<
  Record<string, Pick<Metafile['outputs'][string], 'bytes' | 'entryPoint' | 'imports' | 'inputs'>>
>;

/** A chunk that several entries share, or some that were joined. Entries are the bits of a number. */
interface Shared {
  readonly files: string[];
  readonly needs: Set<Shared>;
  bytes: number;
  entries: bigint;
}

/** Reckons from a bundle what to load together. `chunkCost` is what one more chunk costs, told in bytes of code that is loaded for nothing. */
export function filesToJoin(outputs: Outputs, chunkCost: number): MoreFiles {
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  const names = entries.map(([, { entryPoint = '' }]) => entryPoint);
  const bits = new Map<string, bigint>();
  for (const [at, [output]] of entries.entries())
    for (const loaded of loadedWith(output, outputs)) bits.set(loaded, (bits.get(loaded) ?? 0n) | (1n << BigInt(at)));

  const byOutput = new Map<string, Shared>();
  for (const [output, { bytes, entryPoint, inputs }] of Object.entries(outputs))
    if (entryPoint === undefined && bits.has(output))
      byOutput.set(output, { files: Object.keys(inputs), needs: new Set(), bytes, entries: bits.get(output) ?? 0n });
  for (const [output, shared] of byOutput)
    for (const needed of staticImports(output, outputs)) {
      const one = byOutput.get(needed);
      if (one) shared.needs.add(one);
    }
  const before = [...byOutput.values()].map(({ files, entries: had }) => ({ files: [...files], had }));
  const chunks = joined([...byOutput.values()], chunkCost);

  const had = new Map(before.flatMap((chunk) => chunk.files.map((file) => [file, chunk.had] as const)));
  const more = new Map<string, string[]>();
  for (const [at, name] of names.entries()) {
    const bit = 1n << BigInt(at);
    const files = chunks.filter((chunk) => (chunk.entries & bit) !== 0n).flatMap((chunk) => chunk.files);
    const added = files.filter((file) => ((had.get(file) ?? 0n) & bit) === 0n).sort();
    if (added.length > 0) more.set(name, added);
  }
  return more;
}

/** Joins what is better loaded together, the smallest first, until nothing is. */
function joined(given: readonly Shared[], chunkCost: number): readonly Shared[] {
  let chunks = [...given];
  for (let changed = true; changed; ) {
    changed = false;
    for (const chunk of chunks.toSorted((a, b) => a.bytes - b.bytes)) {
      if (!chunks.includes(chunk)) continue;
      let [best, most]: [Shared | undefined, number] = [undefined, 0];
      for (const other of chunks) {
        const gain = other === chunk ? 0 : gainOf(chunk, other, chunkCost);
        if (gain > most) [best, most] = [other, gain];
      }
      if (best === undefined) continue;
      join(best, chunk, chunks);
      chunks = chunks.filter((one) => one !== chunk);
      changed = true;
    }
  }
  return chunks;
}

/** What the entries load less when the two are one, in bytes. */
function gainOf(one: Shared, other: Shared, chunkCost: number): number {
  const saved = count(one.entries & other.entries) * chunkCost;
  return saved === 0 ? 0 : saved - costOf(one, other.entries, chunkCost) - costOf(other, one.entries, chunkCost);
}

/** What it costs when these entries load the chunk too, with all that it needs. */
function costOf(chunk: Shared, entries: bigint, chunkCost: number): number {
  if ((entries & ~chunk.entries) === 0n) return 0;
  let cost = count(entries & ~chunk.entries) * chunk.bytes;
  for (const needed of allNeeds(chunk)) cost += count(entries & ~needed.entries) * (needed.bytes + chunkCost);
  return cost;
}

/** Puts `chunk` into `into`. Whatever the two need is then loaded by the entries of both. */
function join(into: Shared, chunk: Shared, chunks: readonly Shared[]): void {
  into.files.push(...chunk.files);
  into.bytes += chunk.bytes;
  into.entries |= chunk.entries;
  for (const needed of chunk.needs) into.needs.add(needed);
  for (const one of chunks) if (one.needs.delete(chunk)) one.needs.add(into);
  into.needs.delete(chunk);
  into.needs.delete(into);
  for (const needed of allNeeds(into)) needed.entries |= into.entries;
}

function allNeeds(chunk: Shared): ReadonlySet<Shared> {
  const all = new Set(chunk.needs);
  // What is added while the set is walked is walked too.
  for (const needed of all) for (const further of needed.needs) all.add(further);
  all.delete(chunk);
  return all;
}

function count(entries: bigint): number {
  let [left, found] = [entries, 0];
  for (; left !== 0n; left &= left - 1n) found += 1;
  return found;
}

function staticImports(output: string, outputs: Outputs): readonly string[] {
  const imports = outputs[output]?.imports ?? [];
  return imports.filter(({ kind, external }) => kind === 'import-statement' && !external).map((one) => one.path);
}

function loadedWith(output: string, outputs: Outputs): ReadonlySet<string> {
  const loaded = new Set([output]);
  for (const one of loaded) for (const further of staticImports(one, outputs)) loaded.add(further);
  return loaded;
}

/** Puts in front of an entry a module that gives out the same and reaches more files. */
export function joinChunks(more: MoreFiles): Plugin {
  return {
    name: 'join-chunks',
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? process.cwd();
      build.onResolve({ filter: /\.ts$/ }, ({ path: name, kind, resolveDir }) => {
        if (kind !== 'dynamic-import' && kind !== 'entry-point') return undefined;
        // Relative, because the path goes into the name of the chunk, which is to be the same wherever the sources lie.
        const entry = path.relative(root, path.resolve(resolveDir, name)).replaceAll(path.sep, '/');
        return more.has(entry) ? { path: entry, namespace: inFront } : undefined;
      });
      build.onLoad({ filter: /./, namespace: inFront }, ({ path: entry }) => {
        const address = (file: string): string => JSON.stringify(`./${file}`);
        const others = (more.get(entry) ?? []).map((file) => `import ${address(file)};`);
        return {
          contents: [`export * from ${address(entry)};`, ...others].join('\n'),
          loader: 'js',
          resolveDir: root,
        };
      });
    },
  };
}

const inFront = 'in-front-of';

/** Whether an input of a bundle only stands in front of a file that is an input as well. */
export const isInFront = (input: string): boolean => input.startsWith(`${inFront}:`);
