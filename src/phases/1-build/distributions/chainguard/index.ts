import type { KnownDistribution } from '../known-distribution.ts';

/** It rolls and has no releases that end. */
export const chainguard: KnownDistribution = {
  id: 'chainguard',
  title: 'Chainguard',
  packageType: 'apk',
  // Its packages name neither commit nor maintainer as Alpine's do; nobody else publishes for it.
  isAlone: true,
};
