import { type Digest, defaultLimits } from '../../core/index.ts';
import { openArtifactStore, type RepositoryUpkeep } from '../../foundations/images/index.ts';
import { buildGraph, defaultRetirePolicy, listRegistry, planRetirement } from '../../phases/5-retire/index.ts';
import { withLedger } from '../ledger/with-ledger.ts';
import { ledgerUses } from '../retire/ledger-uses.ts';
import type { TourStep } from './step.ts';

/** Plans what may go: the image before is refused and unused, the mended one is admitted and seen running. Nothing is deleted. */
export const retireStep: TourStep = {
  title: 'Retire: what may go',
  async run({ image, settings }, say) {
    const upkeep = await layoutUpkeep(image('2'));
    const access = { registry: 'localhost', repositories: async () => ['tour'], open: () => upkeep };
    const { limits, clock } = settings;
    const { uses } = await withLedger(settings, ledgerUses);
    const listing = await listRegistry(access, { limits, clock });
    const policy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0 };
    const plan = planRetirement(buildGraph([listing]), uses, policy, clock.now());
    for (const { digest, tags, reasons } of plan.keep) say(`keep   ${name(digest, tags)}: ${reasons[0]?.text ?? ''}`);
    for (const { digest, tags, reasons } of plan.delete) say(`delete ${name(digest, tags)}: ${reasons[0]?.text ?? ''}`);
    say('A plan only: `retire apply` would check each of these again before it deletes.');
  },
};

const name = (digest: string, tags: readonly string[]): string =>
  tags[0] === undefined ? digest.slice(0, 19) : `tag ${tags[0]}`;

/** The layout as one repository of a registry. */
async function layoutUpkeep(target: string): Promise<RepositoryUpkeep> {
  const { store } = await openArtifactStore(target, { limits: defaultLimits });
  const has = async (digest: Digest): Promise<boolean> =>
    store.manifest(digest).then(
      () => true,
      () => false,
    );
  return {
    name: 'localhost/tour',
    tags: () => store.tags(),
    resolve: async (tag) => {
      const { digest, mediaType } = await store.manifest(tag);
      return { digest, mediaType };
    },
    manifest: (reference) => store.manifest(reference),
    has,
    blob: (blob, maxBytes) => store.blob(blob, maxBytes),
    referrers: (subject) => store.referrers(subject),
    delete: async () => false,
  };
}
