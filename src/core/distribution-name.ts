import type { Distribution } from './inventory.ts';

/** What a distribution calls itself, with its code name. */
export function distributionName(distribution: Distribution): string {
  const named = distribution.prettyName ?? [distribution.id, distribution.version].filter(Boolean).join(' ');
  const { codename } = distribution;
  return codename === undefined || named.includes(codename) ? named : `${named} (${codename})`;
}
