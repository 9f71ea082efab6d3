import type { Feed } from '../feed.ts';
import { type KnownExploitation, mergeExploitation, withTriage } from './exploitation.ts';
import type { FlawContext } from './flaw.ts';
import type { Notes } from './notes.ts';
import type { OpenPartitions } from './partitions.ts';

/** What the partitions at hand know of flaws by their ids, besides what the sources of a package say. */
export const openContext = (feeds: readonly Feed[], partitions: OpenPartitions, notes: Notes): FlawContext => ({
  exploitation: openTriage(feeds, partitions, openExploitation(feeds, partitions, notes)),
  ratings: openRatings(feeds, partitions),
  cveOf: openAliases(feeds, partitions),
});

/** A function that asks all context partitions about CVE ids. A missing one changes the order of findings and not their number. */
function openExploitation(
  feeds: readonly Feed[],
  partitions: OpenPartitions,
  notes: Notes,
): (cves: readonly string[]) => KnownExploitation {
  const context = feeds.flatMap((feed) =>
    feed.contextPartitions.flatMap((id) => {
      const found = partitions.get(id);
      if (found) return [found];
      const message = `no data of ${feed.title} in the local database, so the risk does without it`;
      notes.problem({ code: 'E_INCOMPLETE', message, where: id, part: 'advisories', incomplete: false });
      return [];
    }),
  );
  return (cves) =>
    mergeExploitation(
      cves.flatMap((cve) =>
        context.flatMap((from) => {
          const exploitation = partitions.exploitation(from, cve);
          return exploitation ? [{ partition: from.id, exploitation }] : [];
        }),
      ),
    );
}

/** The same with what CISA decided, where somebody has fetched that: it changes no verdict, and is not missed. */
function openTriage(
  feeds: readonly Feed[],
  partitions: OpenPartitions,
  exploitation: FlawContext['exploitation'],
): FlawContext['exploitation'] {
  const asked = feeds.filter(({ askedByName, rates }) => askedByName === true && rates !== undefined);
  return (cves) => {
    const decided = cves.flatMap((cve) =>
      asked.flatMap(({ rates }) =>
        (rates?.partitions(cve) ?? []).flatMap((partition) => {
          const ssvc = partitions.triage(partition, cve);
          return ssvc === undefined ? [] : [{ partition, ssvc }];
        }),
      ),
    );
    return withTriage(exploitation(cves), decided);
  };
}

/** A function that asks whoever rates CVEs, as far as they are at hand, which one a flaw of another id is. */
function openAliases(feeds: readonly Feed[], partitions: OpenPartitions): FlawContext['cveOf'] {
  const known = new Map<string, string | undefined>();
  const ids = [...new Set(feeds.flatMap(({ rates }) => (rates?.fetch === false ? rates.partitions('') : [])))];
  return (id) => {
    if (!known.has(id)) {
      const [only, ...others] = new Set(ids.flatMap((partition) => partitions.cvesOf(partition, id)));
      known.set(id, others.length === 0 ? only : undefined);
    }
    return known.get(id);
  };
}

/** A function that asks whoever rates CVEs about some, in the order of the feeds. What is not at hand says nothing. */
function openRatings(feeds: readonly Feed[], partitions: OpenPartitions): FlawContext['ratings'] {
  return (cves) =>
    feeds.flatMap(({ rates }) =>
      rates === undefined
        ? []
        : cves.flatMap((cve) => rates.partitions(cve).flatMap((id) => partitions.ratings(id, cve))),
    );
}
