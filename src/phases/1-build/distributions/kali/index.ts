import type { KnownDistribution } from '../known-distribution.ts';

export const kali: KnownDistribution = {
  id: 'kali',
  title: 'Kali Linux',
  packageType: 'deb',
};
