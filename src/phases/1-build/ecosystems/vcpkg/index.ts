import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const vcpkg: Ecosystem = {
  type: 'vcpkg',
  title: 'Packages of vcpkg',
  kind: 'registry',
  traces: [database('vcpkg', 'installed/vcpkg/status')],
};
