import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';
import { swiftManifest } from './manifest/index.ts';
import { swiftResolved } from './resolved/index.ts';

/** OSV names a package by the address of its repository, purls by host and path. */
const withoutScheme = (name: string): string =>
  name
    .replace(/^https?:\/\//, '')
    .replace(/(?:\.git)+$/, '')
    .toLowerCase();

export const swift: Ecosystem = {
  type: 'swift',
  title: 'Swift packages',
  kind: 'registry',
  versionOrder: 'semver',
  declared: [swiftResolved, swiftManifest],
  traces: [
    lockFiles('lock files of Swift', 'swift', 'image', 'Package.resolved'),
    lockFiles('lock files of Carthage', 'swift', 'image', 'Cartfile.resolved'),
  ],
  osv: { name: 'SwiftURL', separator: '/', normalise: withoutScheme },
};
