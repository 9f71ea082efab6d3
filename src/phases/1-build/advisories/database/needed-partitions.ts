import { cvssOf, type Finding, type Inventory } from '../../../../core/index.ts';
import type { Feed, PartitionId } from '../feed.ts';
import { leftToOwner } from '../matching/left-to-owner.ts';

/** A partition that a scan wants, and whose it is. */
export interface NeededPartition {
  readonly partition: PartitionId;
  readonly feed: Feed;
}

/**
 * The partitions that can say something about what is in an inventory, in the order of the feeds, then by id. Context about CVE ids is wanted as soon
 * as some feed covers some package. What a package of the distribution brought is judged as that, so nothing is fetched for it: Debian's own libssl asks
 * nobody else about openssl.
 */
export function neededPartitions(
  inventory: Pick<Inventory, 'packages' | 'distribution'>,
  feeds: readonly Feed[],
): readonly NeededPartition[] {
  const isLeft = leftToOwner(inventory, feeds);
  const byThemselves = inventory.packages.filter((found) => !isLeft(found));
  const covering = feeds.flatMap((feed) => {
    if (feed.askedByName) return [];
    const ids = new Set(
      byThemselves.flatMap((found) => feed.lookups(found, inventory.distribution).map(({ partition }) => partition)),
    );
    return [...ids].sort().map((partition) => ({ partition, feed }));
  });
  if (covering.length === 0) return [];
  const context = feeds.flatMap((feed) => feed.contextPartitions.map((partition) => ({ partition, feed })));
  return [...covering, ...context];
}

/**
 * The partitions that may rate the findings that nobody at hand rates, in the order of the feeds, then by id, the youngest first: only what is worth
 * fetching for that.
 */
export function ratingPartitions(findings: readonly Finding[], feeds: readonly Feed[]): readonly NeededPartition[] {
  const unrated = findings.filter((finding) => finding.kind === 'vulnerability' && cvssOf(finding).length === 0);
  const ids = new Set(unrated.flatMap(({ id, aliases }) => [id, ...aliases]));
  return feeds.flatMap((feed) => {
    const { rates } = feed;
    if (rates?.fetch !== true) return [];
    const wanted = new Set([...ids].flatMap((id) => rates.partitions(id)));
    return [...wanted]
      .sort()
      .reverse()
      .map((partition) => ({ partition, feed }));
  });
}
