import { type Digest, SeaworthyError } from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import { type InUseFact, type Known, known, unknown } from '../../phases/3-deploy/index.ts';
import { type InUseEvidence, inUseKind, readRecord, scanKind } from '../../records/index.ts';

/** Records of the subject that are put together: what was seen before is seen. */
const maxWatches = 200;

/** The newest scan of an image. Scans are of one image each; an index has none. */
export const latestScan = (ledger: Ledger, digest: Digest): Promise<FullRecord | undefined> =>
  ledger.latest(digest, scanKind.name);

/** Everything that was seen of an image at run time, all watches together. Two that overlap count their common time once. */
export async function inUseFact(ledger: Ledger, digest: Digest): Promise<Known<InUseFact | null>> {
  const watches: InUseEvidence[] = [];
  for await (const record of ledger.each({ subject: digest, kinds: [inUseKind.name], limit: maxWatches })) {
    try {
      watches.push(readRecord(inUseKind, record));
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      return unknown(`record ${record.sequence} of what was in use cannot be understood`);
    }
  }
  const last = watches
    .map(({ observation }) => observation.last)
    .toSorted()
    .at(-1);
  if (last === undefined) return known(null);
  const purls = [...new Set(watches.flatMap(({ packages }) => packages.map(({ purl }) => purl)))].toSorted();
  return known({ purls, observedFor: covered(watches), last });
}

/** Milliseconds in which at least one watch looked. */
function covered(watches: readonly InUseEvidence[]): number {
  let [sum, end] = [0, Number.NEGATIVE_INFINITY];
  const spans = watches.map(({ observation }) => ({
    from: Date.parse(observation.first),
    to: Date.parse(observation.last),
  }));
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
