import type { KnownDistribution } from '../known-distribution.ts';

export const arch: KnownDistribution = {
  id: 'arch',
  title: 'Arch Linux',
  packageType: 'alpm',
};
