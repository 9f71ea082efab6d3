import type { KnownDistribution } from '../known-distribution.ts';

/** It has no rpm inside: a list says of which packages it was built. */
export const bottlerocket: KnownDistribution = {
  id: 'bottlerocket',
  title: 'Bottlerocket',
  packageType: 'rpm',
  own: { names: ['Bottlerocket', 'Amazon'] },
};
