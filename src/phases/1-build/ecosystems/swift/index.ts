import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const swift: Ecosystem = {
  type: 'swift',
  title: 'Swift packages',
  kind: 'registry',
  traces: [
    lockFiles('lock files of Swift', 'swift', 'image', 'Package.resolved'),
    lockFiles('lock files of Carthage', 'swift', 'image', 'Cartfile.resolved'),
  ],
};
