import type { Ecosystem } from '../ecosystem.ts';
import { database, under } from '../traces.ts';

export const opkg: Ecosystem = {
  type: 'opkg',
  title: 'Packages of OpenWrt and Yocto images',
  kind: 'system',
  versionOrder: 'dpkg',
  traces: [
    database(
      'opkg',
      ...under(
        ['usr/lib/opkg', 'var/lib/opkg', 'usr/lib/ipkg', 'opkg', 'ipkg'],
        ['status', 'info/*.control', 'info/*.list'],
      ),
    ),
  ],
};
