import type { KnownDistribution } from '../known-distribution.ts';

export const almalinux: KnownDistribution = {
  id: 'almalinux',
  title: 'AlmaLinux',
  packageType: 'rpm',
  makerLine: 'AlmaLinux',
  own: { names: ['AlmaLinux'] },
  endoflife: { product: 'almalinux', day: 'eolFrom' },
  endOfSupport: { 8: '2029-03-01', 9: '2032-05-31', 10: '2035-05-31' },
};
