import type { KnownDistribution } from '../known-distribution.ts';

export const sleMicro: KnownDistribution = {
  id: 'sle-micro',
  title: 'SUSE Linux Enterprise Micro',
  packageType: 'rpm',
  ships: ['sles'],
  own: { names: ['SUSE'] },
};
