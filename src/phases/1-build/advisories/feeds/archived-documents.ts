import { SeaworthyError } from '../../../../core/index.ts';
import { inflateSteps, TarReader } from '../../../../foundations/formats/index.ts';

const MiB = 1024 * 1024;

/** The largest has some ten MB; a flaw of the kernel or of a protocol is in everything. */
export const largestDocument = 48 * MiB;

/*
 * Some hundred MB as fetched, some ten GB inflated: the documents are alike. A step takes so little that what comes of it stays small, and a piece that
 * would inflate to more than any true one is a trap.
 */
const steps = { step: 4 * 1024, maxStepBytes: 192 * MiB, maxInflatedBytes: 256 * 1024 * MiB };

const tar = { maxEntries: 2_000_000, maxPathBytes: 1_024 };

/** Bodies share one buffer as long as none is larger: a new one for each would be freed much later than it is done with. */
const usualDocument = MiB;

/** Reads one document; `bytes` are valid during the call only, and absent when it is larger than any. */
export type ReadDocument<Result> = (path: string, bytes: Uint8Array | undefined) => Result;

/** What comes of the JSON documents of a compressed archive, one after the other. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`, and what `read` throws. */
export function* readArchive<Result>(
  archive: Uint8Array,
  where: string,
  read: ReadDocument<Result>,
): Generator<Result, void, undefined> {
  let ready: Result[] = [];
  let any = false;
  let body = Buffer.allocUnsafeSlow(usualDocument);
  const take = (path: string, bytes: Uint8Array | undefined): void => {
    any = true;
    ready.push(read(path, bytes));
  };
  const reader = new TarReader(
    {
      entry({ kind, path, size }) {
        if (kind !== 'file' || !path.endsWith('.json')) return 'skip';
        if (size > largestDocument) take(path, undefined);
        if (size > largestDocument) return 'skip';
        if (size > body.length) body = Buffer.allocUnsafeSlow(Math.min(largestDocument, size * 2));
        return 'body';
      },
      body({ path, size }, bytes, left) {
        body.set(bytes, size - left - bytes.length);
        if (left === 0) take(path, body.subarray(0, size));
      },
    },
    { ...tar, where },
  );
  for (const _ of inflateSteps(archive, (bytes) => reader.push(bytes), { where, ...steps })) {
    const results = ready;
    ready = [];
    yield* results;
  }
  reader.end();
  if (!any) throw new SeaworthyError('E_FORMAT', 'no document is in the archive', { where });
}
