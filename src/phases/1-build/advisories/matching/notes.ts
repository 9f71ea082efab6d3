import { count, type Package, type Problem, type Unjudged } from '../../../../core/index.ts';

/** How many packages are named as examples of those that were not judged. */
const exampleCount = 3;

/** More of a package that is not judged. */
export interface UnjudgedDetails extends Pick<Unjudged, 'through'> {
  readonly example?: string;
  /** What nothing here can judge, whatever else is judged: it makes the result incomplete. */
  readonly missed?: string;
}

/** Collects what was not judged while packages are gone through. */
export interface Notes {
  /** One more package that is judged: by itself, in full. */
  judged(): void;
  /** A package that is not judged, or not judged in full, and why: a phrase that goes on after "not judged: ". */
  unjudged(found: Package, why: string, more?: UnjudgedDetails): void;
  problem(problem: Problem): void;
  /** One more package that a partition should have judged which is not there, or has no record at all. */
  missing(partition: string, feed: string, how: 'absent' | 'empty'): void;
  /** One more package that these alone judge, which name fixes only. */
  fixesOnly(feeds: ReadonlyMap<string, string>): void;
  /** A record that counts the version as affected and is about other systems than the program's: why, as a phrase. */
  elsewhere(found: Package, partition: string, id: string, why: string): void;
  /** Both lists, sorted. */
  finish(): { readonly unjudged: readonly Unjudged[]; readonly problems: readonly Problem[] };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface UnjudgedEntry extends Pick<Unjudged, 'type' | 'why' | 'through'> {
  readonly missed?: string;
  readonly examples: string[];
}

/** That packages were judged by nobody: silence about them would look like a pass. */
const notJudged = ({ type, why, missed = type, examples: { length } }: UnjudgedEntry): Problem => ({
  code: 'E_INCOMPLETE',
  message: `${count(length, `${type} package was`, `${type} packages were`)} not judged: ${why}`,
  where: missed,
  part: 'advisories',
  incomplete: true,
});

export function takeNotes(): Notes {
  const unjudged = new Map<string, UnjudgedEntry>();
  let judged = 0;
  const missing = new Map<string, { why: string; count: number }>();
  const problems: Problem[] = [];
  const fixes = new Map<string, { readonly feed: string; count: number }>();
  const elsewhere = new Map<string, { readonly where: string; readonly why: string; readonly examples: Set<string> }>();
  return {
    judged() {
      judged += 1;
    },
    unjudged(found, why, { example = `${found.name} ${found.version}`.trim(), ...more } = {}) {
      const key = `${found.type}\n${why}`;
      const entry = unjudged.get(key) ?? { type: found.type, why, examples: [], ...more };
      entry.examples.push(example);
      unjudged.set(key, entry);
    },
    problem: (problem) => problems.push(problem),
    missing(partition, feed, how) {
      const why =
        how === 'absent' ? `no data of ${feed} in the local database` : `the data of ${feed} has no record in it`;
      const entry = missing.get(partition) ?? { why, count: 0 };
      entry.count += 1;
      missing.set(partition, entry);
    },
    fixesOnly(feeds) {
      for (const [partition, feed] of feeds) {
        const entry = fixes.get(partition) ?? { feed, count: 0 };
        entry.count += 1;
        fixes.set(partition, entry);
      }
    },
    elsewhere(found, where, id, why) {
      const key = `${where}\n${why}`;
      const entry = elsewhere.get(key) ?? { where, why, examples: new Set() };
      entry.examples.add(`${id} of ${found.name} ${found.version}`);
      elsewhere.set(key, entry);
    },
    finish() {
      for (const { where, why, examples } of elsewhere.values()) {
        const named = [...examples].sort(byText).slice(0, exampleCount).join(', ');
        const message = `${count(examples.size, 'record')} not told, ${why}: ${named}${examples.size > exampleCount ? ' …' : ''}`;
        problems.push({ code: 'E_INCOMPLETE', message, where, part: 'advisories', incomplete: false });
      }
      for (const [where, { feed, count: packages }] of fixes) {
        const message = `${feed} names what was fixed, so of flaws without a fix nothing is known for the ${count(packages, 'package')} judged by it`;
        problems.push({ code: 'E_FIXES_ONLY', message, where, part: 'advisories', incomplete: false });
      }
      const told = new Set(problems.filter(({ incomplete }) => incomplete).map(({ where }) => where));
      for (const [partition, { why, count: packages }] of missing) {
        // One that is there and cannot be read has been told already.
        if (told.has(partition)) continue;
        problems.push({
          code: 'E_INCOMPLETE',
          message: `${why}, so ${count(packages, 'package was', 'packages were')} not judged by it`,
          where: partition,
          part: 'advisories',
          incomplete: true,
        });
      }
      const byNobody = [...unjudged.values()].filter(({ through }) => through === undefined);
      problems.push(...byNobody.filter(({ missed }) => missed !== undefined).map(notJudged));
      // Where nothing at all is judged, the result would be that of nothing looked at, whatever the reasons are.
      if (judged === 0 && !problems.some(({ incomplete }) => incomplete)) problems.push(...byNobody.map(notJudged));
      return {
        unjudged: [...unjudged.values()]
          .map(({ type, why, examples, missed, ...through }) => ({
            type,
            packages: examples.length,
            why,
            examples: [...examples].sort(byText).slice(0, exampleCount),
            ...through,
          }))
          .sort((a, b) => byText(a.type, b.type) || byText(a.why, b.why)),
        problems: problems.sort((a, b) => byText(a.where, b.where) || byText(a.message, b.message)),
      };
    },
  };
}
