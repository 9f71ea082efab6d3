import type { ReplayResult } from '../../flows/index.ts';

/** What was seen, in a few lines: of a recording or a watch. */
export function seenLines({ summary, inUse }: Pick<ReplayResult, 'summary' | 'inUse'>): readonly string[] {
  const rules = [...summary.byRule].map(([rule, count]) => `${count} × ${rule}`).join(', ');
  return [
    `${summary.events} events, ${summary.alerts} alerts${rules === '' ? '' : `: ${rules}`}`,
    ...inUse.map(({ name, evidence }) => {
      const { packages, limits } = evidence;
      const names = packages.map((one) => one.name).join(', ');
      const told = names === '' ? '' : ` (${names})`;
      return `${name}: ${packages.length} packages in use${told}${limits.length === 0 ? '' : `; ${limits.join('; ')}`}`;
    }),
  ];
}

/** Why its silence may mean nothing, one sentence each; empty when all was seen. */
export function gapLines({ summary, blind }: Pick<ReplayResult, 'summary' | 'blind'>): readonly string[] {
  const { incomplete, dropped, lost } = summary;
  const lines: string[] = blind === undefined ? [] : [blind];
  if (incomplete !== undefined) lines.push(`it was not seen to its end: ${incomplete.message}`);
  if (dropped > 0) lines.push(`events were dropped in ${dropped} stretches: what happened there is not known`);
  if (lost !== undefined && lost.size > 0) {
    const kinds = [...lost].map(([kind, count]) => `${count} ${kind}`).join(', ');
    lines.push(`the sensor lost events (${kinds}): what happened in them is not known`);
  }
  return lines;
}
