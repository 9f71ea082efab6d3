import type { KnownDistribution } from '../known-distribution.ts';
import { contentManifests, contentSetsFile, readContentSets } from './content-sets.ts';

/** The end is that of maintenance support, before the extended life phase. */
export const rhel: KnownDistribution = {
  id: 'rhel',
  title: 'Red Hat Enterprise Linux',
  packageType: 'rpm',
  purlNamespace: 'redhat',
  makerLine: 'Red Hat Enterprise Linux',
  repositoryFiles: { paths: [contentSetsFile], folder: contentManifests, read: readContentSets },
  own: { names: ['Red Hat'] },
  endoflife: { product: 'rhel', day: 'eolFrom' },
  endOfSupport: {
    5: '2017-03-31',
    6: '2020-11-30',
    7: '2024-06-30',
    8: '2029-05-31',
    9: '2032-05-31',
    10: '2035-05-31',
  },
};
