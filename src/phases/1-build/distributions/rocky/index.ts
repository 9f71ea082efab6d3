import type { KnownDistribution } from '../known-distribution.ts';

export const rocky: KnownDistribution = {
  id: 'rocky',
  title: 'Rocky Linux',
  packageType: 'rpm',
  makerLine: 'Rocky Linux',
  own: { names: ['Rocky'] },
  endOfSupport: { 8: '2029-05-31', 9: '2032-05-31', 10: '2035-05-31' },
};
