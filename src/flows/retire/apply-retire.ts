import { type Digest, defined, oneDay, type Report, SeaworthyError } from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import {
  type ApplyResult,
  type ApprovedPlan,
  applyRetirement,
  type DeleteEntry,
  parsePlan,
} from '../../phases/5-retire/index.ts';
import {
  asRecord,
  inventoryKind,
  type Preserved,
  readInventory,
  readRecord,
  type Tombstone,
  tombstoneKind,
} from '../../records/index.ts';
import { producerOf } from '../ledger/record-scan.ts';
import { withLedger } from '../ledger/with-ledger.ts';
import { reportOf } from '../report-of.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { usedNow } from './ledger-uses.ts';
import { registryAccess } from './registries.ts';

export interface ApplyRetireOptions {
  readonly dryRun: boolean;
  /** Keeps more of an image before it goes: an exported SBOM. What it throws spares the image. */
  readonly preserve?: (entry: DeleteEntry) => Promise<readonly Preserved[]>;
  /** Writes the bill of materials that is kept with the tombstone, as JSON text. */
  readonly sbom?: (report: Report) => Promise<string>;
}

/**
 * Follows a plan of `planRetire` as far as the world is still as it saw it. Needs a ledger, for use is asked of it before each deletion and a
 * tombstone of each is kept in it. May be cut off and run again. Throws what `parsePlan` and a ledger throw, `E_OFFLINE`, `E_INTERRUPTED`.
 */
export async function applyRetire(
  plan: { readonly name: string; readonly bytes: Uint8Array },
  options: ApplyRetireOptions,
  given: Settings | Session,
): Promise<ApplyResult> {
  const approved = parsePlan(plan.bytes, plan.name);
  return inSession(given, (session) => {
    const { settings } = session;
    const access = registryAccess(session.registries, settings);
    return withLedger(session, (ledger) =>
      applyRetirement(approved, {
        open: (registry, repository) => access(registry).open(repository),
        limits: settings.limits,
        clock: settings.clock,
        dryRun: options.dryRun,
        inUse: (_, digests) => usedNow(ledger, digests, usesCountSince(approved, settings)),
        record: (tombstone) => keepTombstone(ledger, tombstone, options, settings),
        isRecorded: (entry, digest) => hasTombstone(ledger, entry, digest),
        async preserve(entry, present) {
          const inventories = await keptInventories(ledger, entry.digest);
          return [...inventories, ...(present ? ((await options.preserve?.(entry)) ?? []) : [])];
        },
        ...defined({ signal: settings.signal }),
        progress: ({ key }, done, total) => settings.progress?.({ activity: `Retiring ${key}`, done, total }),
      }),
    );
  });
}

/** From when on a use counts, by the policy of the plan. */
function usesCountSince({ usedWithinDays }: ApprovedPlan, { clock }: Settings): string {
  return new Date(usedWithinDays === 0 ? 0 : clock.now().getTime() - usedWithinDays * oneDay).toISOString();
}

async function keepTombstone(
  ledger: Ledger,
  tombstone: Tombstone,
  options: ApplyRetireOptions,
  settings: Settings,
): Promise<void> {
  const { registry, repository, digest, tags, time } = tombstone;
  const place = `${registry}/${repository}`;
  await ledger.append({
    subject: digest,
    names: [place, ...tags.slice(0, 20).map((tag) => `${place}:${tag}`)],
    producer: producerOf(settings),
    time,
    ...asRecord(tombstoneKind, { ...tombstone, ...(await sbomOf(ledger, digest, options, settings)) }),
  });
}

/** Inventories may be pruned, tombstones never are: so the bill of materials goes with the tombstone. */
async function sbomOf(
  ledger: Ledger,
  digest: Digest,
  { sbom }: ApplyRetireOptions,
  settings: Settings,
): Promise<{ readonly sbom?: unknown }> {
  const record = sbom && (await ledger.latest(digest, 'inventory'));
  return sbom && record ? { sbom: JSON.parse(await sbom(reportOf(readInventory(record), settings))) } : {};
}

async function hasTombstone(ledger: Ledger, entry: DeleteEntry, plan: Digest): Promise<boolean> {
  for await (const record of ledger.each({ subject: entry.digest, kinds: [tombstoneKind.name], limit: 1_000 }))
    if (tells(record, entry, plan)) return true;
  return false;
}

/** The inventory of an image that the ledger holds: all its packages and files, from which an SBOM can be written at any time. */
async function keptInventories(ledger: Ledger, digest: Digest): Promise<readonly Preserved[]> {
  const { records } = await ledger.list({ subject: digest, kinds: [inventoryKind.name], limit: 1 });
  return records.map(({ payloadDigest }) => ({ what: 'inventory', digest: payloadDigest }));
}

/** One that cannot be understood tells nothing: another is written beside it. */
function tells(record: FullRecord, { registry, repository }: DeleteEntry, plan: Digest): boolean {
  try {
    const told = readRecord(tombstoneKind, record);
    return told.plan === plan && told.repository === repository && told.registry === registry;
  } catch (error) {
    if (error instanceof SeaworthyError) return false;
    throw error;
  }
}
