import type { KnownDistribution } from '../known-distribution.ts';

export const cloudlinux: KnownDistribution = {
  id: 'cloudlinux',
  title: 'CloudLinux',
  packageType: 'rpm',
  own: { names: ['CloudLinux'] },
};
