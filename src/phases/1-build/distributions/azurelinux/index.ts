import type { KnownDistribution } from '../known-distribution.ts';

/** `mariner` before 3.0. */
export const azurelinux: KnownDistribution = {
  id: 'azurelinux',
  title: 'Azure Linux',
  packageType: 'rpm',
  own: { names: ['Microsoft Corporation'] },
  endOfSupport: { '3.0': '2027-08-31' },
};
