import type { KnownDistribution } from '../known-distribution.ts';

export const mageia: KnownDistribution = {
  id: 'mageia',
  title: 'Mageia',
  packageType: 'rpm',
  own: { names: ['Mageia'] },
};
