import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const cocoapods: Ecosystem = {
  type: 'cocoapods',
  title: 'Pods of CocoaPods',
  kind: 'registry',
  traces: [lockFiles('lock files of CocoaPods', 'cocoapods', 'image', 'Podfile.lock')],
};
