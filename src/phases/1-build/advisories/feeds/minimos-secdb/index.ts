import { rollingSecdb } from '../rolling-secdb.ts';

/** What MinimOS has fixed, or found never to be there. One partition: `minimos`. */
export const minimosSecdb = rollingSecdb({
  id: 'minimos-secdb',
  title: 'MinimOS security database',
  base: 'https://packages.mini.dev',
  publisher: 'Minimus',
  licence: 'none stated in the file; Minimus has terms of its own: check before use',
  distribution: 'minimos',
  name: 'MinimOS',
  path: 'advisories/secdb/security.json',
});
