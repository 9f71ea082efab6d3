import type { Distribution } from '../../../../core/index.ts';
import type { KnownDistribution } from '../known-distribution.ts';

/** Code names by release, which its security data are named by; a new one is one line. */
const codenames: ReadonlyMap<string, string> = new Map([
  ['12.04', 'precise'],
  ['14.04', 'trusty'],
  ['16.04', 'xenial'],
  ['18.04', 'bionic'],
  ['18.10', 'cosmic'],
  ['19.04', 'disco'],
  ['19.10', 'eoan'],
  ['20.04', 'focal'],
  ['20.10', 'groovy'],
  ['21.04', 'hirsute'],
  ['21.10', 'impish'],
  ['22.04', 'jammy'],
  ['22.10', 'kinetic'],
  ['23.04', 'lunar'],
  ['23.10', 'mantic'],
  ['24.04', 'noble'],
  ['24.10', 'oracular'],
  ['25.04', 'plucky'],
  ['25.10', 'questing'],
  ['26.04', 'resolute'],
]);

/** A release of Ubuntu (`24.04`), by its code name where that is all that is known of it here; undefined for other distributions. */
export function ubuntuRelease({ id, version, codename }: Distribution): string | undefined {
  if (id !== 'ubuntu') return undefined;
  const release = /^\d\d\.\d\d(?=\.|$)/.exec(version ?? '')?.[0];
  if (release !== undefined && codenames.has(release)) return release;
  return /^[a-z]{3,20}$/.exec(codename ?? '')?.[0];
}

/** The code name of a release as `ubuntuRelease` gives it. */
export function ubuntuCodename(release: string): string {
  return codenames.get(release) ?? release;
}

/** The end is that of standard security maintenance, for LTS releases without the Pro subscription (ESM). */
export const ubuntu: KnownDistribution = {
  id: 'ubuntu',
  title: 'Ubuntu',
  packageType: 'deb',
  own: { domains: ['ubuntu.com', 'canonical.com'], names: ['Ubuntu', 'Canonical'], bugs: ['ubuntu', 'launchpad'] },
  codenamesNotInVersions: ['xenial', 'bionic', 'focal', 'jammy', 'noble', 'plucky', 'questing'],
  endoflife: { product: 'ubuntu', day: 'eolFrom' },
  endOfSupport: {
    '10.04': '2013-05-09',
    '10.10': '2012-04-10',
    '11.04': '2012-10-28',
    '11.10': '2013-05-09',
    '12.04': '2017-04-28',
    '12.10': '2014-05-16',
    '13.04': '2014-01-27',
    '13.10': '2014-07-17',
    '14.04': '2019-04-25',
    '14.10': '2015-07-23',
    '15.04': '2016-02-04',
    '15.10': '2016-07-28',
    '16.04': '2021-04-30',
    '16.10': '2017-07-20',
    '17.04': '2018-01-13',
    '17.10': '2018-07-19',
    '18.04': '2023-05-31',
    '18.10': '2019-07-18',
    '19.04': '2020-01-23',
    '19.10': '2020-07-17',
    '20.04': '2025-05-29',
    '20.10': '2021-07-22',
    '21.04': '2022-01-20',
    '21.10': '2022-07-14',
    '22.04': '2027-06-01',
    '22.10': '2023-07-20',
    '23.04': '2024-01-25',
    '23.10': '2024-07-11',
    '24.04': '2029-05-31',
    '24.10': '2025-07-10',
    '25.04': '2026-01-15',
    '25.10': '2026-07-09',
    '26.04': '2031-05-29',
    '26.10': '2027-07-15',
  },
};
