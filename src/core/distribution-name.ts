import type { Distribution } from './inventory.ts';

/** "Debian GNU/Linux 12 (bookworm)", or as much as is known, as it calls itself. */
export function plainDistributionName({ prettyName, id, version }: Distribution): string {
  return prettyName ?? [id, version].filter(Boolean).join(' ');
}

/** What a distribution calls itself, with its code name. */
export function distributionName(distribution: Distribution): string {
  const named = plainDistributionName(distribution);
  const { codename } = distribution;
  return codename === undefined || named.includes(codename) ? named : `${named} (${codename})`;
}
