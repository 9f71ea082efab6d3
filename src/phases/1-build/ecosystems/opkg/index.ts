import type { Ecosystem } from '../ecosystem.ts';
import { database, under } from '../traces.ts';
import { opkgInstalled } from './installed/index.ts';
import { opkgFolders } from './places.ts';

export const opkg: Ecosystem = {
  type: 'opkg',
  title: 'Packages of OpenWrt and Yocto images',
  kind: 'system',
  versionOrder: 'dpkg',
  extractors: [opkgInstalled],
  traces: [
    {
      ...database('opkg', ...under(opkgFolders, ['status', 'info/*.control', 'info/*.list'])),
      types: ['opkg'],
      reach: 'image',
    },
  ],
};
