import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sha256 } from '../fixtures/index.ts';

const run = promisify(execFile);

/** A real Debian root of some 200 MB as one layer, in the forms that are measured. */
export interface DebianImage {
  /** The layer, compressed as registries keep it. */
  readonly gzipLayer: string;
  /** OCI layout with that layer. */
  readonly layout: string;
  /** Docker archive with the layer not compressed, as `docker save` writes it. */
  readonly dockerArchive: string;
}

async function digestFile(path: string): Promise<`sha256:${string}`> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
}

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
  const partial = `${path}.partial.tar`;
  const name = await codename();
  await run(
    'mmdebstrap',
    [
      '--mode=root',
      '--variant=essential',
      ...checks,
      include,
      name,
      partial,
      ...(sources === undefined ? [] : [sources]),
    ],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  await rename(partial, path);
}

async function writeJson(
  path: string,
  value: unknown,
): Promise<{ readonly digest: `sha256:${string}`; readonly size: number }> {
  const text = JSON.stringify(value);
  await writeFile(path, text);
  return { digest: sha256(text), size: Buffer.byteLength(text) };
}

async function makeLayout(folder: string, gzip: string, config: object): Promise<void> {
  const layout = `${folder}.partial`;
  const blobs = join(layout, 'blobs/sha256');
  await rm(layout, { recursive: true, force: true });
  await mkdir(blobs, { recursive: true });
  const place = (digest: string): string => join(blobs, digest.slice('sha256:'.length));
  const store = async (mediaType: string, value: object): Promise<object> => {
    const { digest, size } = await writeJson(join(layout, 'new.json'), value);
    await rename(join(layout, 'new.json'), place(digest));
    return { mediaType, digest, size };
  };
  const digest = await digestFile(gzip);
  await run('cp', ['--reflink=auto', gzip, place(digest)]);
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: (await stat(gzip)).size };
  const manifest = await store('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    config: await store('application/vnd.oci.image.config.v1+json', config),
    layers: [layer],
  });
  await writeJson(join(layout, 'index.json'), { schemaVersion: 2, manifests: [manifest] });
  await writeJson(join(layout, 'oci-layout'), { imageLayoutVersion: '1.0.0' });
  await rename(layout, folder);
}

async function makeDockerArchive(path: string, folder: string, config: object): Promise<void> {
  await writeJson(join(folder, 'config.json'), config);
  await writeJson(join(folder, 'manifest.json'), [
    { Config: 'config.json', RepoTags: ['bench/debian:latest'], Layers: ['root.tar'] },
  ]);
  await run('tar', ['-C', folder, '-cf', `${path}.partial`, 'root.tar', 'config.json', 'manifest.json']);
  await rename(`${path}.partial`, path);
}

/**
 * The image, made once and kept in the system's folder for temporary files; a text that says why when it cannot be made. Every part is written beside
 * its place and then moved there, so that a run that was stopped leaves nothing half made in use.
 */
export async function debianImage(): Promise<DebianImage | string> {
  const folder = join(tmpdir(), 'seaworthy-bench', 'debian');
  await mkdir(folder, { recursive: true });
  const root = join(folder, 'root.tar');
  if (!existsSync(root)) {
    if (!(await hasProgram('mmdebstrap'))) return 'mmdebstrap is not installed (apt-get install mmdebstrap)';
    if (process.getuid?.() !== 0) return 'mmdebstrap needs root here';
    await makeRoot(root);
  }
  const gzipLayer = join(folder, 'root.tar.gz');
  if (!existsSync(gzipLayer)) {
    await run('sh', ['-c', 'gzip -6 -n -c "$0" > "$1.partial" && mv "$1.partial" "$1"', root, gzipLayer]);
  }
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/sh'] },
    rootfs: { type: 'layers', diff_ids: [await digestFile(root)] },
    history: [{ created_by: 'mmdebstrap' }],
  };
  const layout = join(folder, 'layout');
  if (!existsSync(layout)) await makeLayout(layout, gzipLayer, config);
  const dockerArchive = join(folder, 'docker.tar');
  if (!existsSync(dockerArchive)) await makeDockerArchive(dockerArchive, folder, config);
  return { gzipLayer, layout, dockerArchive };
}
