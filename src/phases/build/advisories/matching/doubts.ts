import type { VersionRange } from '../../../../core/index.ts';
import type { VersionOrder } from '../../versions/version-order.ts';

/** A kind of version that is in its grammar and yet compares badly. */
interface DoubtfulVersion {
  /** The version order it belongs to. */
  readonly order: string;
  readonly form: RegExp;
  readonly why: string;
}

const doubtfulVersions: readonly DoubtfulVersion[] = [
  {
    order: 'go',
    // Go modules reference, "Pseudo-versions": v0.0.0-yyyymmddhhmmss-abcdefabcdef is made where no earlier tag is known.
    form: /^v?0\.0\.0-[0-9]{14}-[0-9a-f]{12}(?:$|\+)/,
    why: 'names a commit and no release; a build from a copy without tags gets it whatever release it is, and it is older than every release',
  },
];

/** Why a version in its grammar compares badly all the same; usually empty. One plain sentence each. */
export function versionDoubts(version: string, order: VersionOrder): string[] {
  return doubtfulVersions
    .filter((doubtful) => doubtful.order === order.id && doubtful.form.test(version))
    .map(({ why }) => `${version} ${why}.`);
}

/** Every reason to take a comparison with care, also a text that is no version of its grammar; empty when it stands on firm ground. */
export function comparisonDoubts(version: string, range: VersionRange | undefined, order: VersionOrder): string[] {
  // "0" stands for "from the first version on" in several formats.
  const introduced = range?.introduced === '0' ? undefined : range?.introduced;
  const texts = [version, introduced, range?.fixed, range?.lastAffected].filter((text) => text !== undefined);
  const odd = texts.filter((text) => !order.isValid(text));
  return [
    ...odd.map((text) => `"${text}" is no valid ${order.id} version and was compared as well as can be.`),
    ...versionDoubts(version, order),
  ];
}
