import {
  type Digest,
  defined,
  formatPlatform,
  type ImageBase,
  type ImageBuild,
  isDigest,
  type Platform,
} from '../../core/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import { chainIdOf, type KnownBase } from '../../phases/1-build/base-images/index.ts';
import { inventoryKind, readInventory } from '../../records/index.ts';

/** Names that stored inventories say, and of how many subjects; of thousands it costs too much to ask for each. */
export type NamesSaid = ReadonlyMap<string, number>;

/** Images with the same layers that are looked up. */
const mostImages = 20;

/**
 * Images that were scanned before and that this one begins with: those with most layers, which are fewer than its own, since an image with all of them may as
 * well be built from this one. What one look learns, the next one uses.
 */
export async function ledgerBases(
  ledger: Ledger,
  { diffIds }: ImageBuild,
  self: Digest,
  said?: NamesSaid,
): Promise<readonly KnownBase[]> {
  for (let layers = diffIds.length - 1; layers > 0; layers--) {
    const chainId = chainIdOf(diffIds.slice(0, layers));
    if (chainId === undefined || (said !== undefined && !said.has(chainId))) continue;
    const { records } = await ledger.list({ says: chainId, kinds: [inventoryKind.name], limit: mostImages });
    const images = [...new Set(records.map(({ subject }) => subject))].filter(
      (subject): subject is Digest => isDigest(subject) && subject !== self,
    );
    const bases = await Promise.all(images.map((image) => basesOf(ledger, image, chainId)));
    if (bases.flat().length > 0) return bases.flat();
  }
  return [];
}

/** An image under all its names. That its layers are these is read from what was recorded, and not believed of a name. */
async function basesOf(ledger: Ledger, digest: Digest, chainId: Digest): Promise<readonly KnownBase[]> {
  const build = await buildOf(ledger, digest);
  if (build === undefined || chainIdOf(build.diffIds) !== chainId) return [];
  const names = (await ledger.subject(digest))?.names.filter((name) => !isDigest(name)) ?? [];
  const same = { digest, chainId, source: 'ledger', ...defined({ created: build.created }) };
  return (names.length === 0 ? [digest] : names).map((name) => ({ name, ...same }));
}

/** What an image told of how it was made when it was last scanned; undefined where the ledger does not know. */
export async function buildOf(ledger: Ledger, image: Digest): Promise<ImageBuild | undefined> {
  const record = await ledger.latest(image, inventoryKind.name);
  return record === undefined ? undefined : readInventory(record).build;
}

/** Whether the image that a label names was scanned and its layers are not where they would be. */
export async function isDisproven(ledger: Ledger, { claimedBase, diffIds }: ImageBuild): Promise<boolean> {
  if (claimedBase?.digest === undefined || diffIds.length === 0) return false;
  const build = await buildOf(ledger, claimedBase.digest);
  return build !== undefined && build.diffIds.length > 0 && build.diffIds.some((one, index) => one !== diffIds[index]);
}

/**
 * The last image that was scanned under a name of the base and is not it, where it says that it was built later. Two images in which a name was found at the same
 * time, for two platforms, are no two states of it.
 */
export async function newerBase(ledger: Ledger, base: ImageBase, platform: Platform): Promise<ImageBase['newer']> {
  const { digest, created, names } = base;
  if (base.certainty !== 'proven' || digest === undefined || created === undefined) return undefined;
  for (const name of names) {
    const { records } = await ledger.list({ says: name, kinds: [inventoryKind.name], limit: mostImages });
    for (const { sequence, subject } of records) {
      if (subject === digest) break;
      const record = await ledger.get(sequence);
      const inventory = record === undefined ? undefined : readInventory(record);
      if (
        inventory?.subject.kind !== 'image' ||
        formatPlatform(inventory.subject.platform) !== formatPlatform(platform)
      )
        continue;
      const later = inventory.build?.created;
      if (later !== undefined && Date.parse(later) > Date.parse(created))
        return { name, digest: inventory.subject.digest, created: later };
      break;
    }
  }
  return undefined;
}
