import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';
import { pubCache } from './cache/index.ts';
import { pubLock } from './lock/index.ts';
import { pubManifest } from './manifest/index.ts';

export const pub: Ecosystem = {
  type: 'pub',
  title: 'Dart packages',
  kind: 'registry',
  lowerCase: true,
  namespace: 'none',
  versionOrder: 'pub',
  extractors: [pubCache],
  declared: [pubLock, pubManifest],
  traces: [lockFiles('lock files of Dart', 'pub', 'image', 'pubspec.lock')],
  osv: { name: 'Pub', separator: '/', normalise: asWritten },
};
