import { field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import { unlockedManifests } from '../../unlocked.ts';
import { composerPackage, isComposerName } from '../composer-package.ts';

/** PHP projects of which no lock file says what Composer would install. */
export const composerManifest = unlockedManifests({
  id: 'composer-manifest',
  version: 2,
  title: 'PHP projects without a lock file (composer.json)',
  manifests: ['composer.json'],
  locks: ['composer.lock'],
  lock: '`composer update --no-install`',
  accepts: (path) => !`/${path}`.includes('/vendor/'),
  wants(path, bytes) {
    const value = parseJson(bytes, path);
    const named = (member: string) => {
      const wanted = field(value, member);
      return isObject(wanted)
        ? Object.keys(wanted)
            .filter(isComposerName)
            .map((name) => composerPackage(name, ''))
        : [];
    };
    return [...named('require'), ...named('require-dev').map((found) => ({ ...found, development: true as const }))];
  },
});
