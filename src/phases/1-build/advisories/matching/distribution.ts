import { type Distribution, type Package, type Problem, plainDistributionName } from '../../../../core/index.ts';
import { hasEnded } from '../../distributions/index.ts';
import { isSystemType } from '../../ecosystems/index.ts';

/** Without knowing the distribution, or for one that no feed covers, nobody can judge it. */
export function isDistributionPackage(found: Package): boolean {
  return isSystemType(found.type);
}

/** Whether it is past its end of life at that moment: by its own word, or because that day, which still counts, has gone by since the inventory was taken. */
export function isPastEndOfLife(distribution: Distribution | undefined, now: Date): boolean {
  const end = distribution?.endOfLife;
  return end !== undefined && (end.passed || hasEnded(end.date, now));
}

/** Why no feed looks a package up, in the words of the coverage. */
export function whyUncovered(found: Package, distribution: Distribution | undefined): string {
  if (!isDistributionPackage(found)) return 'no source of advisories that is switched on covers this kind';
  return distribution
    ? `no source of advisories covers ${plainDistributionName(distribution)}`
    : 'the distribution is not known, and with it not whose advisories hold';
}

/** What lacks a source of advisories, or an order of versions, for the coverage: the file that names the distribution, or a kind of packages. */
export function whereUncovered(found: Package, distribution: Distribution | undefined): string {
  return isDistributionPackage(found) ? (distribution?.path ?? 'etc/os-release') : found.type;
}

/** Whose the date is, where it is not ours: a clause. */
export function byWhom({ endOfLife }: Distribution): string {
  return endOfLife?.source === undefined ? '' : `, says ${endOfLife.source}`;
}

/** That a distribution is past its end of life: what was found stands, and silence says nothing, since nobody looks for what came after. */
export function endOfLifeProblem(distribution: Distribution | undefined, now: Date): Problem | undefined {
  if (!distribution?.endOfLife || !isPastEndOfLife(distribution, now)) return undefined;
  return {
    code: 'E_END_OF_LIFE',
    message: `${plainDistributionName(distribution)} is past its end of life since ${distribution.endOfLife.date}${byWhom(distribution)}: its advisories are no longer complete`,
    where: distribution.path,
    part: 'advisories',
    incomplete: true,
  };
}
