import type { KnownDistribution } from '../known-distribution.ts';

export const linuxmint: KnownDistribution = {
  id: 'linuxmint',
  title: 'Linux Mint',
  packageType: 'deb',
};
