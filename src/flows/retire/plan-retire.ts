import type { Digest } from '../../core/index.ts';
import { defined } from '../../core/index.ts';
import {
  buildGraph,
  joinUses,
  listRegistry,
  noUses,
  planRetirement,
  type RegistryListing,
  type RetirePlan,
  type RetirePolicy,
  readReferences,
  type Uses,
} from '../../phases/5-retire/index.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { ledgerUses } from './ledger-uses.ts';
import { recordPlan } from './record-plan.ts';
import { parseScopes, registryAccess } from './registries.ts';

export interface PlanRetireOptions {
  readonly policy: RetirePolicy;
  /** Files that name images in use: Kubernetes objects, Compose, lists. The door has read them. */
  readonly manifests: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** What else is known about use. */
  readonly uses?: Uses;
}

/**
 * Reads registries and plans what may go. What is in use comes from the ledger of the settings, where there is one, and from the manifests. Deletes
 * nothing. What would go is kept in the ledger, unless the settings say otherwise. Throws `E_USAGE`, `E_REFERENCE`, `E_OFFLINE`, `E_INTERRUPTED`; what cannot be read is a problem of the plan.
 */
export async function planRetire(
  targets: readonly string[],
  options: PlanRetireOptions,
  given: Settings | Session,
): Promise<RetirePlan> {
  const scopes = parseScopes(targets);
  return inSession(given, async (session) => {
    const { settings } = session;
    const { uses, known } = await gatherUses(options, session);
    const access = registryAccess(session.registries, settings);
    const listings: RegistryListing[] = [];
    for (const { registry, repositories } of scopes) {
      const listing = await listRegistry(access(registry), {
        limits: settings.limits,
        clock: settings.clock,
        known,
        ...defined({ repositories, signal: settings.signal }),
        progress: (repository, done, total) =>
          settings.progress?.({ activity: `Reading ${registry}/${repository}`, done, total }),
      });
      listings.push(listing);
    }
    return recordPlan(planRetirement(buildGraph(listings), uses, options.policy, settings.clock.now()), session);
  });
}

async function gatherUses(
  { manifests, uses = noUses }: PlanRetireOptions,
  session: Session,
): Promise<{ readonly uses: Uses; readonly known: readonly Digest[] }> {
  const named = await Promise.all(manifests.map(({ name, bytes }) => readReferences(bytes, name)));
  const opened = await session.knownLedger();
  const ledger = opened === undefined ? { uses: noUses, known: [] } : await ledgerUses(opened);
  return { uses: joinUses(ledger.uses, ...named, uses), known: ledger.known };
}
