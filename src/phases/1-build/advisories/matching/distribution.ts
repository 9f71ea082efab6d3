import { count, type Distribution, type Package, type Problem } from '../../../../core/index.ts';
import { isSystemType } from '../../ecosystems/index.ts';
import type { Notes } from './notes.ts';

/** Without knowing the distribution, or for one that no feed covers, nobody can judge it. */
export function isDistributionPackage(found: Package): boolean {
  return isSystemType(found.type);
}

/** "Debian GNU/Linux 12 (bookworm)", or as much as is known. */
export function distributionName(distribution: Distribution): string {
  return distribution.prettyName ?? [distribution.id, distribution.version].filter(Boolean).join(' ');
}

/** Whether it is past its end of life at that moment: by its own word, or because the date has gone by since the inventory was taken. */
export function isPastEndOfLife(distribution: Distribution | undefined, now: Date): boolean {
  const end = distribution?.endOfLife;
  return end !== undefined && (end.passed || Date.parse(end.date) < now.getTime());
}

/** Why no feed looks a package up, in the words of the coverage. */
export function whyUncovered(found: Package, distribution: Distribution | undefined): string {
  if (!isDistributionPackage(found)) return 'no source of advisories that is switched on covers this kind';
  return distribution
    ? `no source of advisories covers ${distributionName(distribution)}`
    : 'the distribution is not known, and with it not whose advisories hold';
}

/** Packages that no feed covers, or none that is switched on: nobody judged them, and silence about them would look like a pass. */
export function noteUncovered(
  uncovered: readonly Package[],
  distribution: Distribution | undefined,
  notes: Notes,
): void {
  const types = [...new Set(uncovered.map(({ type }) => type))];
  for (const type of types) {
    const same = uncovered.filter((found) => found.type === type);
    const [first] = same;
    if (!first) continue;
    notes.problem({
      code: 'E_INCOMPLETE',
      message: `${count(same.length, `${type} package was`, `${type} packages were`)} not judged: ${whyUncovered(first, distribution)}`,
      where: isDistributionPackage(first) ? (distribution?.path ?? 'etc/os-release') : type,
      part: 'advisories',
      incomplete: true,
    });
  }
}

/** That a distribution is past its end of life: what was found stands, and silence says nothing, since nobody looks for what came after. */
export function endOfLifeProblem(distribution: Distribution | undefined, now: Date): Problem | undefined {
  if (!distribution?.endOfLife || !isPastEndOfLife(distribution, now)) return undefined;
  return {
    code: 'E_END_OF_LIFE',
    message: `${distributionName(distribution)} is past its end of life since ${distribution.endOfLife.date}: its advisories are no longer complete`,
    where: distribution.path,
    part: 'advisories',
    incomplete: true,
  };
}
