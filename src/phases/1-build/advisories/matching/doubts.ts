import type { Advisory, VersionRange } from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';

/** What a doubt may rest on. */
export interface Compared {
  readonly version: string;
  /** The range that holds the version, where one does. */
  readonly range?: VersionRange;
  readonly advisory: Pick<Advisory, 'published'>;
}

/** A way in which a version of one order, though in its grammar, compares badly. */
interface Doubt {
  /** The version order it belongs to. */
  readonly order: string;
  /** `weighs`: whether the finding is less likely for it. */
  about(compared: Compared): { readonly why: string; readonly weighs: boolean } | undefined;
}

/**
 * Go modules reference, "Pseudo-versions": `v0.0.0-yyyymmddhhmmss-abcdefabcdef` where no earlier tag is known, `v1.2.4-0.yyyy…` after v1.2.3,
 * `v1.2.4-rc.1.0.yyyy…` after v1.2.4-rc.1.
 */
const commit = /^v?\d+\.\d+\.\d+-(?:[0-9A-Za-z.-]+\.)?([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}-[0-9a-f]{12}(?:$|\+)/;

/** Whether a version is that of a commit for which no earlier tag is known: it is older than every release, whichever it is. */
export const isUntaggedCommit = (version: string): boolean =>
  /^v?\d+\.0\.0-\d{14}-/.test(version) && commit.test(version);

const versionDoubtRules: readonly Doubt[] = [
  {
    // A program built from a copy without tags (a shallow clone) gets such a version whatever release it is, and is then older than all of them; after a
    // tag, a commit may be of any branch. A commit that is younger than the advisory has probably the fix; most fixes are older than their advisories.
    order: 'go',
    about({ version, range, advisory }) {
      const [, year, month, day] = commit.exec(version) ?? [];
      const hasEnd = range?.fixed !== undefined || range?.lastAffected !== undefined;
      if (year === undefined || !hasEnd) return undefined;
      const committed = `${year}-${month}-${day}`;
      const published = advisory.published?.slice(0, 10);
      const names = `${version} names no release but a commit of ${committed}`;
      return published === undefined || committed <= published
        ? { why: `${names}: whether it has the fix cannot be told from that.`, weighs: false }
        : {
            why: `${names}, made after the record was published on ${published}: it may well have the fix.`,
            weighs: true,
          };
    },
  },
];

/** Why a version in its grammar compares badly all the same; usually empty. One plain sentence each. */
export function versionDoubts(compared: Compared, order: VersionOrder): string[] {
  return doubtsOf(compared, order).map(({ why }) => why);
}

function doubtsOf(compared: Compared, order: VersionOrder) {
  return versionDoubtRules.filter((rule) => rule.order === order.id).flatMap((rule) => rule.about(compared) ?? []);
}

/** Every reason for which a finding weighs less, also a text that is no version of its grammar; empty when it stands on firm ground. */
export function comparisonDoubts(compared: Compared, order: VersionOrder): string[] {
  const { version, range } = compared;
  // "0" stands for "from the first version on" in several formats.
  const introduced = range?.introduced === '0' ? undefined : range?.introduced;
  const texts = [version, introduced, range?.fixed, range?.lastAffected].filter((text) => text !== undefined);
  const odd = texts.filter((text) => !order.isValid(text));
  return [
    ...odd.map((text) => `"${text}" is no valid ${order.id} version and was compared as well as can be.`),
    ...doubtsOf(compared, order).flatMap(({ why, weighs }) => (weighs ? [why] : [])),
  ];
}
