import type { KnownDistribution } from '../known-distribution.ts';

export const scientific: KnownDistribution = {
  id: 'scientific',
  title: 'Scientific Linux',
  packageType: 'rpm',
  makerLine: 'Scientific Linux',
  own: { names: ['Scientific Linux'] },
};
