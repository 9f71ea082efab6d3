import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';
import { podfileLock } from './lock/index.ts';
import { podManifest } from './manifest/index.ts';

export const cocoapods: Ecosystem = {
  type: 'cocoapods',
  title: 'Pods of CocoaPods',
  kind: 'registry',
  versionOrder: 'gem',
  declared: [podfileLock, podManifest],
  traces: [lockFiles('lock files of CocoaPods', 'cocoapods', 'image', 'Podfile.lock')],
};
