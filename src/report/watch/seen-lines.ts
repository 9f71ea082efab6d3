import { count } from '../../core/index.ts';
import type { ReplayResult } from '../../flows/index.ts';

/** What was seen, in a few lines: of a recording or a watch. */
export function seenLines({ summary, inUse }: Pick<ReplayResult, 'summary' | 'inUse'>): readonly string[] {
  const rules = [...summary.byRule].map(([rule, times]) => `${times} × ${rule}`).join(', ');
  return [
    `${count(summary.events, 'event')}, ${count(summary.alerts, 'alert')}${rules === '' ? '' : `: ${rules}`}`,
    ...inUse.map(({ name, evidence }) => {
      const { packages, limits } = evidence;
      const names = packages.map((one) => one.name).join(', ');
      const told = names === '' ? '' : ` (${names})`;
      return `${name}: ${count(packages.length, 'package')} in use${told}${limits.length === 0 ? '' : `; ${limits.join('; ')}`}`;
    }),
  ];
}
