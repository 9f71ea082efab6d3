import type { KnownDistribution } from '../known-distribution.ts';

export const gentoo: KnownDistribution = {
  id: 'gentoo',
  title: 'Gentoo',
  packageType: 'ebuild',
};
