import type { KnownDistribution } from '../known-distribution.ts';

/** The end is that of general support of the service pack, before LTSS. */
export const sles: KnownDistribution = {
  id: 'sles',
  title: 'SUSE Linux Enterprise Server',
  packageType: 'rpm',
  own: { names: ['SUSE'] },
  endoflife: { product: 'sles', day: 'eolFrom' },
  datedExactly: true,
  endOfSupport: {
    '11.4': '2019-03-31',
    12: '2016-06-30',
    '12.1': '2017-05-31',
    '12.2': '2018-03-31',
    '12.3': '2019-06-30',
    '12.4': '2020-06-30',
    '12.5': '2024-10-31',
    15: '2019-12-31',
    '15.1': '2021-01-31',
    '15.2': '2021-12-31',
    '15.3': '2022-12-31',
    '15.4': '2023-12-31',
    '15.5': '2024-12-31',
    '15.6': '2025-12-31',
    '15.7': '2031-07-31',
  },
};
