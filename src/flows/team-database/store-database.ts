import { type Digest, defined } from '../../core/index.ts';
import type { ArtifactStore } from '../../foundations/images/index.ts';
import { sign } from '../../phases/2-ship/index.ts';
import type { Session } from '../session/session.ts';
import { type KeyInput, openKey } from '../ship/key-input.ts';
import { formatConfig, formatDatabase, type PackedPartition, packPartition } from './pack.ts';

/** What was put into a store. */
export interface StoredDatabase {
  readonly digest: Digest;
  readonly store: string;
  readonly partitions: readonly {
    readonly id: string;
    readonly date: string;
    readonly records: number;
    /** As it is kept, compressed. */
    readonly bytes: number;
  }[];
  /** The manifest of the signature; absent where nobody signed. */
  readonly signature?: Digest;
}

/**
 * Puts partitions of the local database into a store as one artifact. It is signed before it gets its name, so that whoever asks for the name never finds it
 * without. Throws `E_USAGE` for a partition that is not there, `E_DATABASE`, `E_KEY`, and those of the store.
 */
export async function storeDatabase(
  store: ArtifactStore,
  tag: string,
  ids: readonly string[],
  key: KeyInput | undefined,
  session: Session,
): Promise<StoredDatabase> {
  const { clock, progress, signal } = session.settings;
  const signer = key === undefined ? undefined : await openKey(key);
  const database = await session.database();
  const layers: { readonly manifest: PackedPartition['manifest']; readonly blob: { digest: Digest; size: number } }[] =
    [];
  for (const [done, id] of ids.entries()) {
    signal?.throwIfAborted();
    progress?.({ activity: `Packing ${id}`, done, total: ids.length });
    const { manifest, bytes } = await packPartition(database, id);
    layers.push({ manifest, blob: await store.putBlob(bytes) });
  }
  const created = clock.now().toISOString();
  const config = await store.putBlob(
    formatConfig(
      layers.map(({ manifest }) => manifest),
      created,
    ),
  );
  const artifact = formatDatabase(config, layers, created);
  const digest = await store.putManifest(artifact);
  const signed =
    signer === undefined ? undefined : await sign({ store, name: tag, tagOrDigest: digest }, signer, { clock });
  await store.putManifest(artifact, tag);
  const signature = signed?.manifest;
  return {
    digest,
    store: store.name,
    partitions: layers.map(({ manifest: { id, date, records }, blob }) => ({ id, date, records, bytes: blob.size })),
    ...defined({ signature }),
  };
}
