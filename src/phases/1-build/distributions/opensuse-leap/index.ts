import type { KnownDistribution } from '../known-distribution.ts';

export const opensuseLeap: KnownDistribution = {
  id: 'opensuse-leap',
  title: 'openSUSE Leap',
  packageType: 'rpm',
  purlNamespace: 'opensuse',
  ships: ['sles'],
  own: { names: ['openSUSE'] },
  endoflife: { product: 'opensuse', day: 'eolFrom' },
  datedExactly: true,
  endOfSupport: {
    '42.3': '2019-07-01',
    '15.0': '2019-12-03',
    '15.1': '2021-02-02',
    '15.2': '2022-01-04',
    '15.3': '2022-12-31',
    '15.4': '2023-12-07',
    '15.5': '2024-12-31',
    '15.6': '2026-04-30',
    '16.0': '2027-10-31',
  },
};
