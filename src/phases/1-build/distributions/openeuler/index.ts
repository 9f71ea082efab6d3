import type { KnownDistribution } from '../known-distribution.ts';

export const openeuler: KnownDistribution = {
  id: 'openeuler',
  title: 'openEuler',
  packageType: 'rpm',
  own: { names: ['openEuler'] },
};
