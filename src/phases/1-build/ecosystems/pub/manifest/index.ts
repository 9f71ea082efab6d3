import { field, isObject, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import { unlockedManifests } from '../../unlocked.ts';

/** Dart projects of which no lock file says what pub would take. */
export const pubManifest = unlockedManifests({
  id: 'pub-manifest',
  version: 2,
  title: 'Dart projects without a lock file (pubspec.yaml)',
  manifests: ['pubspec.yaml'],
  locks: ['pubspec.lock'],
  lock: '`dart pub get`',
  prepare: loadYaml,
  wants(path, bytes) {
    const [value] = readYamlText(bytes, path);
    const named = (member: string) => {
      const wanted = field(value, member);
      const names = isObject(wanted) ? Object.keys(wanted).filter((name) => /^[A-Za-z0-9_]{1,128}$/.test(name)) : [];
      return names.map((name) => ({ name, version: '', type: 'pub', versionOrder: 'pub', purl: { name } }));
    };
    return [
      ...named('dependencies'),
      ...named('dev_dependencies').map((found) => ({ ...found, development: true as const })),
    ];
  },
});
