import type { KnownDistribution } from '../known-distribution.ts';

export const rocky: KnownDistribution = {
  id: 'rocky',
  title: 'Rocky Linux',
  packageType: 'rpm',
  makerLine: 'Rocky Linux',
  own: { names: ['Rocky'] },
  endoflife: { product: 'rocky-linux', day: 'eolFrom' },
  endOfSupport: { 8: '2029-05-31', 9: '2032-05-31', 10: '2035-05-31' },
};
