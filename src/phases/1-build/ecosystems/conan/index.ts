import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';
import { conanLock } from './lock/index.ts';

export const conan: Ecosystem = {
  type: 'conan',
  title: 'C and C++ packages of Conan',
  kind: 'registry',
  versionOrder: 'conan',
  declared: [conanLock],
  traces: [lockFiles('lock files of Conan', 'conan', 'image', 'conan.lock')],
  osv: { name: 'ConanCenter', separator: '/', normalise: asWritten },
};
