import type { KnownDistribution } from '../known-distribution.ts';

/** What Azure Linux was called before 3.0. */
export const mariner: KnownDistribution = {
  id: 'mariner',
  title: 'CBL-Mariner',
  packageType: 'rpm',
  own: { names: ['Microsoft Corporation'] },
  endOfSupport: { '1.0': '2023-08-31', '2.0': '2025-07-31' },
};
