import type { KnownDistribution } from '../known-distribution.ts';

export const cos: KnownDistribution = {
  id: 'cos',
  title: 'Container-Optimized OS',
  packageType: 'cos',
};
