import type { KnownDistribution } from '../known-distribution.ts';
import { redHatFile } from '../release-file.ts';

/** The end is that of premier support, when public errata stop. */
export const ol: KnownDistribution = {
  id: 'ol',
  title: 'Oracle Linux',
  packageType: 'rpm',
  releaseFile: redHatFile('etc/oracle-release'),
  makerLine: 'Oracle Linux',
  own: { names: ['Oracle America'] },
  endoflife: { product: 'oracle-linux', day: 'eolFrom' },
  endOfSupport: {
    5: '2017-06-30',
    6: '2021-03-31',
    7: '2024-12-31',
    8: '2029-07-31',
    9: '2032-06-30',
    10: '2035-06-30',
  },
};
