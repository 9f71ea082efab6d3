import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sha256 } from '../fixtures/index.ts';

const run = promisify(execFile);

/** An image in the forms that are measured. */
export interface ImageFiles {
  /** The layers, compressed as registries keep them. */
  readonly gzipLayers: readonly string[];
  /** OCI layout with those layers. */
  readonly layout: string;
  /** Docker archive with the layers not compressed, as `docker save` writes it. */
  readonly dockerArchive: string;
}

/** What is made once: written beside its place and then moved there, so that a run that was stopped leaves nothing half made in use. */
export async function makeOnce(path: string, make: (partial: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  await rm(partial, { recursive: true, force: true });
  await make(partial);
  await rename(partial, path);
  return path;
}

async function digestFile(path: string): Promise<`sha256:${string}`> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
}

type Stored = { readonly digest: `sha256:${string}`; readonly size: number };

async function writeJson(path: string, value: unknown): Promise<Stored> {
  const text = JSON.stringify(value);
  await writeFile(path, text);
  return { digest: sha256(text), size: Buffer.byteLength(text) };
}

async function makeLayout(layout: string, gzips: readonly string[], config: object): Promise<void> {
  await mkdir(join(layout, 'blobs/sha256'), { recursive: true });
  const place = (digest: string): string => join(layout, 'blobs/sha256', digest.slice('sha256:'.length));
  const store = async (mediaType: string, value: object): Promise<object> => {
    const { digest, size } = await writeJson(join(layout, 'new.json'), value);
    await rename(join(layout, 'new.json'), place(digest));
    return { mediaType, digest, size };
  };
  const layers: object[] = [];
  for (const gzip of gzips) {
    const digest = await digestFile(gzip);
    await run('cp', ['--reflink=auto', gzip, place(digest)]);
    layers.push({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest,
      size: (await stat(gzip)).size,
    });
  }
  const manifest = await store('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    config: await store('application/vnd.oci.image.config.v1+json', config),
    layers,
  });
  await writeJson(join(layout, 'index.json'), { schemaVersion: 2, manifests: [manifest] });
  await writeJson(join(layout, 'oci-layout'), { imageLayoutVersion: '1.0.0' });
}

async function makeDockerArchive(path: string, folder: string, tars: readonly string[], config: object): Promise<void> {
  await writeJson(join(folder, 'config.json'), config);
  const [Config, Layers] = ['config.json', tars.map((tar) => tar.slice(folder.length + 1))];
  await writeJson(join(folder, 'manifest.json'), [{ Config, RepoTags: ['bench/image:latest'], Layers }]);
  await run('tar', ['-C', folder, '-cf', path, ...Layers, 'config.json', 'manifest.json']);
}

/** The image of these layers, archives in its folder. */
export async function imageFiles(folder: string, tars: readonly string[]): Promise<ImageFiles> {
  const gzipLayers: string[] = [];
  for (const tar of tars) {
    const make = (partial: string) => run('sh', ['-c', 'gzip -6 -n -c "$0" > "$1"', tar, partial]).then(() => {});
    gzipLayers.push(await makeOnce(`${tar}.gz`, make));
  }
  const config = async (): Promise<object> => ({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/sh'] },
    rootfs: { type: 'layers', diff_ids: await Promise.all(tars.map(digestFile)) },
  });
  const layout = await makeOnce(join(folder, 'layout'), async (partial) =>
    makeLayout(partial, gzipLayers, await config()),
  );
  const dockerArchive = await makeOnce(join(folder, 'docker.tar'), async (partial) =>
    makeDockerArchive(partial, folder, tars, await config()),
  );
  return { gzipLayers, layout, dockerArchive };
}
