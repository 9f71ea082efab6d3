import type { KnownDistribution } from '../known-distribution.ts';

export const photon: KnownDistribution = {
  id: 'photon',
  title: 'Photon OS',
  packageType: 'rpm',
  own: { names: ['VMware'] },
  endOfSupport: { '1.0': '2022-02-28', '2.0': '2022-12-31', '3.0': '2024-03-01' },
};
