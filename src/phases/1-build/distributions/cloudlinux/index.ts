import type { KnownDistribution } from '../known-distribution.ts';

export const cloudlinux: KnownDistribution = {
  id: 'cloudlinux',
  title: 'CloudLinux',
  packageType: 'rpm',
  ships: ['almalinux', 'centos'],
  own: { names: ['CloudLinux'] },
};
