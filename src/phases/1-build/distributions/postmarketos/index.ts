import type { KnownDistribution } from '../known-distribution.ts';

export const postmarketos: KnownDistribution = {
  id: 'postmarketos',
  title: 'postmarketOS',
  packageType: 'apk',
};
