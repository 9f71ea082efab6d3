import { rollingSecdb } from '../rolling-secdb.ts';

/** What Chainguard has fixed, or found never to be there. One partition: `chainguard`. */
export const chainguardSecdb = rollingSecdb({
  id: 'chainguard-secdb',
  title: 'Chainguard security database',
  base: 'https://packages.cgr.dev',
  publisher: 'Chainguard',
  licence:
    'CC-BY-NC-ND-4.0, with terms of its own for commercial scanners (github.com/wolfi-dev/advisories): check before use',
  distribution: 'chainguard',
  name: 'Chainguard',
  path: 'chainguard/security.json',
});
