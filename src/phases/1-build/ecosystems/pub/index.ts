import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';
import { pubCache } from './cache/index.ts';

export const pub: Ecosystem = {
  type: 'pub',
  title: 'Dart packages',
  kind: 'registry',
  versionOrder: 'pub',
  extractors: [pubCache],
  traces: [lockFiles('lock files of Dart', 'pub', 'image', 'pubspec.lock')],
  osv: { name: 'Pub', separator: '/', normalise: asWritten },
};
