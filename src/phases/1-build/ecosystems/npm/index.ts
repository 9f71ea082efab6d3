import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { electronArchives } from './asar/index.ts';
import { bunLock } from './bun/index.ts';
import { bundledCopies } from './bundled/index.ts';
import { denoLock } from './deno/index.ts';
import { npmManifest } from './manifest/index.ts';
import { nodeModules } from './node-modules/index.ts';
import { installedName, isFixture } from './node-modules/places.ts';
import { packageLock } from './package-lock/index.ts';
import { pnpmLock } from './pnpm/index.ts';
import { unpackedPrograms } from './unpacked/index.ts';
import { yarnLock } from './yarn/index.ts';
import { yarnArchives } from './yarn-cache/index.ts';

/**
 * Names with capitals are as old as 2017 and packages of their own (`JSONStream`); whoever writes one of a newer package (`Lodash`) means that without, for
 * the registry has taken no others since.
 */
function withoutCapitals(name: string): { readonly name: string; readonly why: string } | undefined {
  const lower = name.toLowerCase();
  return lower === name ? undefined : { name: lower, why: 'only old names of npm have capital letters' };
}

export const npm: Ecosystem = {
  type: 'npm',
  title: 'Node packages',
  kind: 'registry',
  versionOrder: 'semver',
  extractors: [nodeModules, bundledCopies, unpackedPrograms, yarnArchives, electronArchives],
  declared: [packageLock, yarnLock, pnpmLock, bunLock, denoLock, npmManifest],
  traces: [
    {
      ...software(
        'Node packages without their manifest',
        ...['*', '@*/*'].flatMap((name) => ['index.js', 'README.md'].map((file) => `node_modules/${name}/${file}`)),
      ),
      beside: true,
      except: isFixture,
    },
    software('packages in zip archives (Yarn)', '.yarn/cache/*.zip'),
    software('npm packages in archives', '*.asar'),
    software('maps of Yarn Plug and Play', '.pnp.cjs', '.pnp.js', '.pnp.data.json'),
    lockFiles('lock files of npm', 'npm', 'project', 'package-lock.json', 'npm-shrinkwrap.json'),
    lockFiles('lock files of Yarn', 'npm', 'project', 'yarn.lock'),
    lockFiles('lock files of pnpm', 'npm', 'project', 'pnpm-lock.yaml'),
    lockFiles('lock files of Bun', 'npm', 'project', 'bun.lock', 'bun.lockb'),
    lockFiles('lock files of Deno', 'npm', 'project', 'deno.lock'),
    lockFiles('lock files of Rush', 'npm', 'project', 'shrinkwrap.yaml'),
  ],
  osv: { name: 'npm', separator: '/', normalise: asWritten, alsoMeant: withoutCapitals },
  upgrade: (name, version) =>
    `Require ${name} ${version} or later; by "overrides" in package.json where another package brings it.`,
  ownFolder: (path) => (installedName(path) === undefined ? undefined : path.slice(0, path.lastIndexOf('/'))),
};
