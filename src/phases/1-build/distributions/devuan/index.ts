import type { KnownDistribution } from '../known-distribution.ts';

export const devuan: KnownDistribution = {
  id: 'devuan',
  title: 'Devuan',
  packageType: 'deb',
};
