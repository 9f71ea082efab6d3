import type { KnownDistribution } from '../known-distribution.ts';
import { type Dates, type Named, redHatFile } from '../release-file.ts';

const linux: Dates = { 5: '2017-03-31', 6: '2020-11-30', 7: '2024-06-30', 8: '2021-12-31' };
const stream: Dates = { 8: '2024-05-31', 9: '2027-05-31', 10: '2030-01-01' };

/** Stream calls itself `centos` like the CentOS Linux before it. */
const isStream = ({ prettyName }: Named): boolean => prettyName?.includes('Stream') === true;

export const centos: KnownDistribution = {
  id: 'centos',
  title: 'CentOS',
  packageType: 'rpm',
  releaseFile: redHatFile('etc/centos-release'),
  makerLine: 'CentOS',
  own: { names: ['CentOS'] },
  endoflife: { product: 'centos', day: 'eolFrom', other: { product: 'centos-stream', is: isStream } },
  endOfSupport: (said) => (isStream(said) ? stream : linux),
};
