import type { Digest } from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import { type InUseFact, type Known, known, unknown } from '../../phases/3-deploy/index.ts';

/** Records of the subject that are put together: what was seen before is seen. */
const maxWatches = 200;

/** The newest scan of an image. Scans are of one image each; an index has none. */
export const latestScan = (ledger: Ledger, digest: Digest): Promise<FullRecord | undefined> =>
  ledger.latest(digest, 'scan');

interface Watch {
  readonly from: number;
  readonly to: number;
  readonly last: string;
  readonly purls: readonly string[];
}

/** Everything that was seen of an image at run time, all watches together. Two that overlap count their common time once. */
export async function inUseFact(ledger: Ledger, digest: Digest): Promise<Known<InUseFact | null>> {
  const watches: Watch[] = [];
  const { records } = await ledger.list({ subject: digest, kinds: ['in-use'], limit: maxWatches });
  for (const { sequence } of records) {
    const record = await ledger.get(sequence);
    if (record === undefined) continue;
    const watch = readWatch(record);
    if (watch === undefined) return unknown(`record ${sequence} of what was in use cannot be understood`);
    watches.push(watch);
  }
  const last = watches
    .map((watch) => watch.last)
    .toSorted()
    .at(-1);
  if (last === undefined) return known(null);
  const purls = [...new Set(watches.flatMap((watch) => watch.purls))].toSorted();
  return known({ purls, observedFor: covered(watches), last });
}

function readWatch({ payload, shape }: FullRecord): Watch | undefined {
  const { observation, packages } = Object(payload) as { observation?: unknown; packages?: unknown };
  const { first, last } = Object(observation) as { first?: unknown; last?: unknown };
  const purls = Array.isArray(packages)
    ? packages.map((one: unknown) => (Object(one) as { purl?: unknown }).purl)
    : [undefined];
  const [from, to] = [Date.parse(String(first)), Date.parse(String(last))];
  if (shape !== 1 || Number.isNaN(from) || Number.isNaN(to) || typeof last !== 'string') return undefined;
  return purls.every((purl) => typeof purl === 'string') ? { from, to, last, purls } : undefined;
}

/** Milliseconds in which at least one watch looked. */
function covered(watches: readonly Watch[]): number {
  let [sum, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of watches.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
