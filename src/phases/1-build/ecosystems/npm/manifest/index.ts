import { field, parseJson } from '../../../../../foundations/formats/index.ts';
import { unlockedManifests } from '../../unlocked.ts';
import { isOfProject, lockedNpm, takenFrom } from '../npm-package.ts';
import { wantsOf } from '../project-manifest.ts';

/** Projects of which no lock file says what npm, Yarn, pnpm or Bun would install. */
export const npmManifest = unlockedManifests({
  id: 'npm-manifest',
  version: 2,
  title: 'Node projects without a lock file (package.json)',
  manifests: ['package.json'],
  locks: [
    'package-lock.json',
    'npm-shrinkwrap.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'bun.lock',
    'bun.lockb',
    'deno.lock',
    'shrinkwrap.yaml',
  ],
  opaque: ['bun.lockb'],
  lock: '`npm install --package-lock-only`',
  accepts: isOfProject,
  wants(path, bytes) {
    const { production, development } = wantsOf(parseJson(bytes, path));
    return [
      ...production.flatMap(([name, spec]) => lockedNpm(name, '', spec) ?? []),
      ...development.flatMap(([name, spec]) => {
        const found = lockedNpm(name, '', spec);
        return found ? [{ ...found, development: true as const }] : [];
      }),
    ];
  },
  // Peers are for others to install, and folders of the project are in no lock file of Yarn 1.
  required(path, bytes) {
    const { production } = wantsOf({ dependencies: field(parseJson(bytes, path), 'dependencies') });
    return production.flatMap(([name, spec]) => (takenFrom(spec) === 'local' ? [] : [name]));
  },
});
