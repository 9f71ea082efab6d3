import type { KnownDistribution } from '../known-distribution.ts';
import { extrasFile, readExtras } from './extras.ts';

export const amzn: KnownDistribution = {
  id: 'amzn',
  title: 'Amazon Linux',
  packageType: 'rpm',
  makerLine: 'Amazon Linux',
  repositoryFiles: { paths: [extrasFile], read: readExtras },
  own: { names: ['Amazon'] },
  endoflife: { product: 'amazon-linux', day: 'eolFrom' },
  endOfSupport: {
    2: '2026-06-30',
    2016: '2023-12-31',
    2017: '2023-12-31',
    2018: '2023-12-31',
    2023: '2029-06-30',
  },
};
