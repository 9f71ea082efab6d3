import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TarReader } from '../../src/foundations/formats/index.ts';
import { type ImageFiles, imageFiles, makeOnce } from './image-files.ts';
import { benchFolder } from './program.ts';

const run = promisify(execFile);

/** A real Debian root of some 200 MB, as one layer and as several. */
export interface DebianImage extends ImageFiles {
  /** The one layer, compressed as registries keep it. */
  readonly gzipLayer: string;
  readonly inLayers: ImageFiles;
}

const [layers, block] = [4, 512];

async function hasProgram(name: string): Promise<boolean> {
  return run('sh', ['-c', 'command -v "$0"', name]).then(
    () => true,
    () => false,
  );
}

async function codename(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8');
  return /^VERSION_CODENAME=(\w+)$/m.exec(text)?.[1] ?? 'bookworm';
}

/** Installs a Debian root into a tar archive, from the sources of this machine. Takes from 20 s to some minutes. */
async function makeRoot(path: string): Promise<void> {
  const sources = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].find((file) => existsSync(file));
  const checks = ['Acquire::Check-Valid-Until "false"', 'Acquire::Check-Date "false"'].map(
    (option) => `--aptopt=${option}`,
  );
  const include = '--include=openssl,ca-certificates,perl,python3,git';
  const kind = ['--mode=root', '--variant=essential', '--format=tar'];
  const from = sources === undefined ? [] : [sources];
  await run('mmdebstrap', [...kind, ...checks, include, await codename(), path, ...from], {
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Where members begin, with what is said of them before. */
async function memberStarts(tar: Uint8Array): Promise<number[]> {
  const starts: number[] = [];
  let next = 0;
  const reader: TarReader = new TarReader(
    {
      entry: ({ size }) => {
        starts.push(next);
        next = reader.position + Math.ceil(size / block) * block;
        return 'skip';
      },
      body: () => {},
    },
    { maxEntries: 1_000_000, maxPathBytes: 4_096 },
  );
  reader.push(tar);
  return starts;
}

/** The members of an archive in several of about the same size, as layers that were made one after the other. */
async function split(tar: string, paths: readonly string[]): Promise<void> {
  const bytes = await readFile(tar);
  const starts = await memberStarts(bytes);
  const cuts = paths.map((_, index) => starts.find((start) => start >= (bytes.length * index) / paths.length) ?? 0);
  for (const [index, path] of paths.entries()) {
    const file = await open(path, 'w');
    await file.writeFile(bytes.subarray(cuts[index], cuts[index + 1]));
    if (index < paths.length - 1) await file.writeFile(Buffer.alloc(2 * block));
    await file.close();
  }
}

/** The image, made once and kept; a text that says why when it cannot be made. */
export async function debianImage(): Promise<DebianImage | string> {
  const folder = join(benchFolder, 'debian');
  const root = join(folder, 'root.tar');
  if (!existsSync(root)) {
    if (!(await hasProgram('mmdebstrap'))) return 'mmdebstrap is not installed (apt-get install mmdebstrap)';
    if (process.getuid?.() !== 0) return 'mmdebstrap needs root here';
    await makeOnce(root, makeRoot);
  }
  const inLayers = join(benchFolder, 'debian-in-layers');
  const tars = Array.from({ length: layers }, (_, index) => join(inLayers, `${index}.tar`));
  await makeOnce(join(inLayers, `${layers - 1}.tar`), (partial) => split(root, [...tars.slice(0, -1), partial]));
  const one = await imageFiles(folder, [root]);
  return { ...one, gzipLayer: `${root}.gz`, inLayers: await imageFiles(inLayers, tars) };
}
