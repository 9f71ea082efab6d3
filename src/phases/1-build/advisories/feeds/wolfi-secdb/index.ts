import { rollingSecdb } from '../rolling-secdb.ts';

/** What Wolfi has fixed, or found never to be there. One partition: `wolfi`. */
export const wolfiSecdb = rollingSecdb({
  id: 'wolfi-secdb',
  title: 'Wolfi security database',
  base: 'https://packages.wolfi.dev',
  publisher: 'Chainguard, for Wolfi',
  licence:
    'CC-BY-NC-ND-4.0, with terms of its own for commercial scanners (github.com/wolfi-dev/advisories): check before use',
  distribution: 'wolfi',
  name: 'Wolfi',
  path: 'os/security.json',
});
