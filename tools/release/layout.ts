import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { output } from './programs.ts';

/** A folder that becomes one layer. */
export interface LayerFolder {
  readonly root: string;
  /** What made it, for the history of the image. */
  readonly createdBy: string;
}

export interface ImageContent {
  readonly layers: readonly LayerFolder[];
  /** Member `config` of the image configuration (OCI image-spec, "OCI Image Configuration"). */
  readonly config: Readonly<Record<string, unknown>>;
  /** Seconds since 1970: the time of every file, and of the image. */
  readonly epoch: number;
  readonly tag: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const oci = 'application/vnd.oci.image';

/** Writes an OCI image layout whose every byte follows from the content. The digest of the manifest. */
export function writeLayout(folder: string, { layers, config, epoch, tag }: ImageContent): string {
  const blobs = path.join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const blob = (mediaType: string, bytes: Uint8Array): Descriptor => {
    const hex = sha256(bytes);
    writeFileSync(path.join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const created = new Date(epoch * 1000).toISOString();
  const made = layers.map(({ root, createdBy }) => {
    const archive = path.join(folder, 'layer.tar');
    tar(root, archive, epoch);
    const plain = readFileSync(archive);
    return {
      createdBy,
      diffId: `sha256:${sha256(plain)}`,
      ...blob(`${oci}.layer.v1.tar+gzip`, gzipSync(plain, { level: 9 })),
    };
  });
  rmSync(path.join(folder, 'layer.tar'), { force: true });
  const image = json({
    created,
    architecture: 'amd64',
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: made.map(({ diffId }) => diffId) },
    history: made.map(({ createdBy }) => ({ created, created_by: createdBy })),
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: `${oci}.manifest.v1+json`,
    config: blob(`${oci}.config.v1+json`, image),
    layers: made.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
  });
  const top = blob(`${oci}.manifest.v1+json`, manifest);
  const name = { 'org.opencontainers.image.ref.name': tag };
  const index = { schemaVersion: 2, mediaType: `${oci}.index.v1+json`, manifests: [{ ...top, annotations: name }] };
  writeFileSync(path.join(folder, 'index.json'), json(index));
  writeFileSync(path.join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  return top.digest;
}

/** GNU tar: sorted, without anything of this machine or this hour. */
function tar(root: string, archive: string, epoch: number): void {
  const same = ['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];
  output('tar', ['--create', '--file', archive, ...same, '--mode=go-w', '-C', root, '.']);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
