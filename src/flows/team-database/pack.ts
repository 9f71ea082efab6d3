import { createHash } from 'node:crypto';
import { createZstdCompress, constants as zlib } from 'node:zlib';
import { SeaworthyError } from '../../core/index.ts';
import { mediaType } from '../../foundations/images/index.ts';
import { type Database, rowsOf, type StoredPartitionManifest } from '../../phases/1-build/advisories/index.ts';
import {
  createdAnnotation,
  type DatabaseConfig,
  databaseConfigType,
  databaseType,
  partitionAnnotations,
  partitionType,
} from './media-types.ts';

/** A partition, ready to be kept as a layer. */
export interface PackedPartition {
  readonly manifest: StoredPartitionManifest;
  readonly bytes: Uint8Array;
}

/** Compresses the rows in force. Throws `E_USAGE` where they are not there, `E_DATABASE` where they are not those of their digest. */
export async function packPartition(database: Database, id: string): Promise<PackedPartition> {
  const rows = await rowsOf(database, id);
  if (rows === undefined)
    throw new SeaworthyError('E_USAGE', `the database has no partition ${id}`, {
      where: database.directory,
      next: 'See what it holds with `seaworthy db status`.',
    });
  const { manifest } = rows;
  const hash = createHash('sha256');
  const compress = createZstdCompress({ params: { [zlib.ZSTD_c_compressionLevel]: 9 } });
  const pump = async (): Promise<void> => {
    for await (const chunk of rows.bytes) {
      hash.update(chunk);
      if (!compress.write(chunk)) await new Promise<void>((resolve) => compress.once('drain', () => resolve()));
    }
    compress.end();
  };
  const pumped = pump().catch((error: unknown) => compress.destroy(error instanceof Error ? error : undefined));
  const chunks: Uint8Array[] = [];
  for await (const chunk of compress) chunks.push(chunk as Uint8Array);
  await pumped;
  if (`sha256:${hash.digest('hex')}` !== manifest.digest)
    throw new SeaworthyError('E_DATABASE', `the partition ${id} of the advisory database is damaged`, {
      where: database.directory,
      next: `Fetch it again with \`seaworthy db update ${id} --refresh\`.`,
    });
  return { manifest, bytes: Buffer.concat(chunks) };
}

/** A blob that is stored. */
export interface StoredBlob {
  readonly digest: string;
  readonly size: number;
}

/** An address as others may know it: of a folder of this machine, its name alone. */
const addressForOthers = (address: string): string =>
  address.startsWith('file:') ? `file:${address.replace(/\/+$/, '').split('/').at(-1) ?? ''}` : address;

/** What another machine may know of a partition: neither by way of what this one took it, nor where its folders lie. */
const forOthers = ({ via: _via, origin, files, ...manifest }: StoredPartitionManifest): StoredPartitionManifest => ({
  ...manifest,
  origin: addressForOthers(origin),
  files: files.map((file) => ({ ...file, url: addressForOthers(file.url) })),
});

/** The configuration of an artifact that holds these. */
export function formatConfig(partitions: readonly StoredPartitionManifest[], created: string): Uint8Array {
  const config: DatabaseConfig = { database: 1, created, partitions: partitions.map(forOthers) };
  return Buffer.from(`${JSON.stringify(config)}\n`);
}

/** The manifest of the artifact, its layers in the order of the partitions. */
export function formatDatabase(
  config: StoredBlob,
  layers: readonly { readonly blob: StoredBlob; readonly manifest: StoredPartitionManifest }[],
  created: string,
): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaType.ociManifest,
    artifactType: databaseType,
    config: { mediaType: databaseConfigType, ...config },
    layers: layers.map(({ blob, manifest: { id, date, records, digest } }) => ({
      mediaType: partitionType,
      ...blob,
      annotations: {
        [partitionAnnotations.id]: id,
        [partitionAnnotations.date]: date,
        [partitionAnnotations.records]: String(records),
        [partitionAnnotations.digest]: digest,
      },
    })),
    annotations: { [createdAnnotation]: created },
  };
  return { bytes: Buffer.from(JSON.stringify(manifest)), mediaType: mediaType.ociManifest };
}
