import { defined, digestParts, inParallel, SeaworthyError } from '../../core/index.ts';
import { discard, inflate } from '../../foundations/formats/index.ts';
import {
  adoptPartition,
  cleanIncoming,
  incomingFolder,
  type PartitionUpdate,
} from '../../phases/1-build/advisories/index.ts';
import type { Session } from '../session/session.ts';
import type { OpenedDatabase } from './open-database.ts';
import { kept, partialPath } from './partial-blob.ts';
import type { HeldPartition } from './read-database.ts';

/** Layers that are fetched side by side. */
const width = 3;

/**
 * Takes these partitions out of an artifact into the local database, each whole or not at all. Throws `E_WRITE` where nothing can be kept, and
 * `E_INTERRUPTED`; all else is told by partition.
 */
export async function takeOver(
  opened: OpenedDatabase,
  wanted: readonly HeldPartition[],
  session: Session,
): Promise<readonly PartitionUpdate[]> {
  const database = await session.database();
  database.checkWritable();
  const folder = incomingFolder(database.directory);
  const { clock, allowOlder = false, refresh = false, signal, progress } = session.settings;
  cleanIncoming(folder, clock.now());
  const total = wanted.reduce((sum, { layer }) => sum + layer.size, 0);
  const come = new Map<string, number>();
  let done = 0;
  return inParallel(wanted, width, async ({ manifest, feed, layer }) => {
    signal?.throwIfAborted();
    const tell = (bytes: number): void => {
      come.set(layer.digest, bytes);
      const coming = [...come.values()].reduce((sum, one) => sum + one, 0);
      const activity = `Fetching ${manifest.id}`;
      progress?.({ activity, done, total: wanted.length, coming: { done: coming, total } });
    };
    if (feed === undefined) return unknownFeed(manifest.id, manifest.feed);
    const fill = async (write: (bytes: Uint8Array) => void): Promise<void> => {
      const { algorithm } = digestParts(layer.digest);
      const where = `${opened.via}, ${manifest.id}`;
      await inflate(kept(opened.store, layer, folder, tell), write, {
        where,
        maxBytes: layer.size,
        maxInflatedBytes: manifest.bytes,
        hash: algorithm,
        verify({ digest }) {
          if (digest === layer.digest) return;
          discard(partialPath(folder, layer.digest));
          throw new SeaworthyError('E_DIGEST_MISMATCH', 'the layer has another digest than its manifest says', {
            where,
            why: `${digest}, not ${layer.digest}`,
          });
        },
        ...defined({ signal }),
      });
    };
    tell(0);
    const options = { clock, allowOlder, force: refresh, ...defined({ signal }) };
    const update = await adoptPartition(database, { manifest, feed, fill }, options);
    done++;
    return update;
  });
}

function unknownFeed(partition: string, feed: string): PartitionUpdate {
  const error = new SeaworthyError('E_FEED', `no feed of this version is called ${JSON.stringify(feed.slice(0, 100))}`);
  return { partition, state: 'refused', why: error.message, error, problems: [] };
}
