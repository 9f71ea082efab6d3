import type { PackagesDiff } from './diff-packages.ts';
import { type Finding, packageOf } from './finding.ts';

/**
 * Why a finding is on one side of a comparison alone, as far as the packages tell: its package is on that side alone, or in another version, or it is the same and the
 * finding is told of it only there, which is a matter of the data, of what was looked for, or of what others state.
 */
export type FindingCause =
  | { readonly kind: 'package' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'told' };

/** Why a finding that appeared was not there before; undefined of what is about no package. */
export const causeOfAppeared = (finding: Finding, { added, changed }: PackagesDiff): FindingCause | undefined =>
  causeOf(finding, added, (id) => changed.find(({ after }) => after.id === id)?.before.version);

/** Why a finding that is gone is not there any more; undefined of what is about no package. */
export const causeOfGone = (finding: Finding, { changed, removed }: PackagesDiff): FindingCause | undefined =>
  causeOf(finding, removed, (id) => changed.find(({ before }) => before.id === id)?.after.version);

function causeOf(
  finding: Finding,
  alone: PackagesDiff['added'],
  other: (id: string) => string | undefined,
): FindingCause | undefined {
  const about = packageOf(finding);
  if (about === undefined) return undefined;
  if (alone.some(({ id }) => id === about.id)) return { kind: 'package' };
  const version = other(about.id);
  return version === undefined || version === about.version ? { kind: 'told' } : { kind: 'version', version };
}
