import type { KnownDistribution } from '../known-distribution.ts';

/** It rolls: no release of it ends. */
export const opensuseTumbleweed: KnownDistribution = {
  id: 'opensuse-tumbleweed',
  title: 'openSUSE Tumbleweed',
  packageType: 'rpm',
  purlNamespace: 'opensuse',
  own: { names: ['openSUSE'] },
};
