import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const conan: Ecosystem = {
  type: 'conan',
  title: 'C and C++ packages of Conan',
  kind: 'registry',
  traces: [lockFiles('lock files of Conan', 'conan', 'image', 'conan.lock')],
};
