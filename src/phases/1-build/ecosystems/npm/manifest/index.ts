import { parseJson } from '../../../../../foundations/formats/index.ts';
import { unlockedManifests } from '../../unlocked.ts';
import { isOfProject, lockedNpm } from '../npm-package.ts';
import { wantsOf } from '../project-manifest.ts';

/** Projects of which no lock file says what npm, Yarn, pnpm or Bun would install. */
export const npmManifest = unlockedManifests({
  id: 'npm-manifest',
  version: 1,
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
});
