import { SeaworthyError } from '../../../../../core/index.ts';
import { inflateSteps, type TarEntry, TarReader } from '../../../../../foundations/formats/index.ts';

const MiB = 1024 * 1024;

/** The largest has some ten MB; a flaw of the kernel or of a protocol is in everything. */
const largestDocument = 48 * MiB;

/*
 * Some hundred MB as fetched, some ten GB inflated: the documents are alike. A step takes so little that what comes of it stays small, and a piece that
 * would inflate to more than any true one is a trap.
 */
const steps = { step: 4 * 1024, maxStepBytes: 192 * MiB, maxInflatedBytes: 256 * 1024 * MiB };

const tar = { maxEntries: 2_000_000, maxPathBytes: 1_024 };

export interface ArchivedDocument {
  readonly path: string;
  /** Absent when it is larger than any. */
  readonly bytes?: Uint8Array;
}

/** The JSON documents of a compressed archive, one after the other. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`. */
export function* archivedDocuments(archive: Uint8Array, where: string): Generator<ArchivedDocument> {
  let ready: ArchivedDocument[] = [];
  let body: Buffer | undefined;
  const take = ({ path, size }: TarEntry, bytes: Uint8Array, left: number): void => {
    body ??= Buffer.allocUnsafe(size);
    body.set(bytes, size - left - bytes.length);
    if (left > 0) return;
    ready.push({ path, bytes: body });
    body = undefined;
  };
  const reader = new TarReader(
    {
      entry(entry) {
        if (entry.kind !== 'file' || !entry.path.endsWith('.json')) return 'skip';
        if (entry.size <= largestDocument) return 'body';
        ready.push({ path: entry.path });
        return 'skip';
      },
      body: take,
    },
    { ...tar, where },
  );
  let any = false;
  for (const _ of inflateSteps(archive, (bytes) => reader.push(bytes), { where, ...steps })) {
    const taken = ready;
    ready = [];
    for (const document of taken) {
      any = true;
      yield document;
    }
  }
  reader.end();
  if (!any) throw new SeaworthyError('E_FORMAT', 'no document is in the archive', { where });
}
