import type { KnownDistribution } from '../known-distribution.ts';

export const pop: KnownDistribution = {
  id: 'pop',
  title: 'Pop!_OS',
  packageType: 'deb',
};
