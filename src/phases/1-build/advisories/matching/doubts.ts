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
  about(compared: Compared): string | undefined;
}

/** Go modules reference, "Pseudo-versions": v0.0.0-yyyymmddhhmmss-abcdefabcdef, made where no earlier tag is known. */
const untaggedCommit = /^v?0\.0\.0-([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}-[0-9a-f]{12}(?:$|\+)/;

const versionDoubtRules: readonly Doubt[] = [
  {
    // A program built from a copy without tags (a shallow clone) gets such a version whatever release it is, and is then older than all of them. A
    // commit that is older than the advisory is what it says; a younger one has probably the fix.
    order: 'go',
    about({ version, range, advisory }) {
      const [, year, month, day] = untaggedCommit.exec(version) ?? [];
      const hasEnd = range?.fixed !== undefined || range?.lastAffected !== undefined;
      if (year === undefined || !hasEnd || advisory.published === undefined) return undefined;
      const committed = `${year}-${month}-${day}`;
      const published = advisory.published.slice(0, 10);
      if (committed <= published) return undefined;
      return `${version} names no release but a commit of ${committed}, made after the record was published on ${published}: it may well have the fix.`;
    },
  },
];

/** Why a version in its grammar compares badly all the same; usually empty. One plain sentence each. */
export function versionDoubts(compared: Compared, order: VersionOrder): string[] {
  return versionDoubtRules.filter((rule) => rule.order === order.id).flatMap((rule) => rule.about(compared) ?? []);
}

/** Every reason to take a comparison with care, also a text that is no version of its grammar; empty when it stands on firm ground. */
export function comparisonDoubts(compared: Compared, order: VersionOrder): string[] {
  const { version, range } = compared;
  // "0" stands for "from the first version on" in several formats.
  const introduced = range?.introduced === '0' ? undefined : range?.introduced;
  const texts = [version, introduced, range?.fixed, range?.lastAffected].filter((text) => text !== undefined);
  const odd = texts.filter((text) => !order.isValid(text));
  return [
    ...odd.map((text) => `"${text}" is no valid ${order.id} version and was compared as well as can be.`),
    ...versionDoubts(compared, order),
  ];
}
