import type { KnownDistribution } from '../known-distribution.ts';

export const raspbian: KnownDistribution = {
  id: 'raspbian',
  title: 'Raspberry Pi OS',
  packageType: 'deb',
  own: {
    domains: ['raspberrypi.com', 'raspberrypi.org', 'raspbian.org'],
    names: ['Raspbian', 'Raspberry Pi'],
    bugs: ['raspbi'],
  },
};
