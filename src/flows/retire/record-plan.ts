import { asSeaworthyError, printable, repositorySubject, subjectKey } from '../../core/index.ts';
import { type Ledger, type NewRecord, payloadDigest } from '../../foundations/ledger/index.ts';
import type { DeleteEntry, RetirePlan } from '../../phases/5-retire/index.ts';
import { asRecord, type RetirePlanPayload, retirePlanKind } from '../../records/index.ts';
import { producerOf } from '../ledger/record-scan.ts';
import { withLedger } from '../ledger/with-ledger.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';

/**
 * Keeps in the ledger of the settings, if anything is to be kept, that a plan was made: one record about the registry, and one about each manifest that
 * would go, unless the ledger has the same already. What stays is counted, and told in the plan itself. The plan, with a warning when it could not be
 * kept.
 */
export async function recordPlan(plan: RetirePlan, session: Session): Promise<RetirePlan> {
  if (!session.records) return plan;
  try {
    await withLedger(session, (ledger) => append(ledger, plan, session.settings));
    return plan;
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_LEDGER', 'the ledger cannot be written');
    const why = printable([error.message, error.why].filter(Boolean).join(': '));
    return { ...plan, warnings: [...plan.warnings, `this plan is not in the ledger: ${why}`] };
  }
}

async function append(ledger: Ledger, plan: RetirePlan, settings: Settings): Promise<void> {
  const common = {
    producer: producerOf(settings),
    time: settings.clock.now().toISOString(),
  };
  const [subject = subjectKey(repositorySubject('none')), ...others] = plan.registries.map(({ registry }) =>
    subjectKey(repositorySubject(registry)),
  );
  const names = [...plan.registries.map(({ registry }) => registry), ...others].slice(0, 50);
  const records: NewRecord[] = [{ ...common, subject, names, ...asRecord(retirePlanKind, planPayload(plan)) }];
  for (const entry of plan.delete) {
    const payload = entryPayload(entry);
    const { records: before } = await ledger.list({ subject: entry.digest, kinds: [retirePlanKind.name], limit: 20 });
    const known = payloadDigest(payload);
    if (before.some((record) => record.payloadDigest === known)) continue;
    const names = entry.tags.slice(0, 20).map((tag) => `${entry.registry}/${entry.repository}:${tag}`);
    records.push({ ...common, subject: entry.digest, names, ...asRecord(retirePlanKind, payload) });
  }
  await ledger.appendAll(records);
}

/** The plan without what stays; its digest is that by which tombstones name it. */
function planPayload(plan: RetirePlan): RetirePlanPayload {
  const { policy, inputs, registries, sources, bytes } = plan;
  return {
    plan: payloadDigest(plan),
    policy,
    inputs,
    registries,
    sources,
    counts: { keep: plan.keep.length, delete: plan.delete.length, problems: plan.problems.length },
    bytes,
    delete: plan.delete.map(({ registry, repository, digest }) => ({ registry, repository, digest })),
  };
}

/** Nothing in it is of this plan only, so that the same finding is kept once. */
function entryPayload({ registry, repository, digest, kind, tags, reasons, frees }: DeleteEntry): RetirePlanPayload {
  return { state: 'delete', registry, repository, digest, kind, tags, reasons, frees };
}
