import type { KnownDistribution } from '../known-distribution.ts';

/** Up to 24.10; what comes after it is made of packages of apk. */
export const openwrt: KnownDistribution = {
  id: 'openwrt',
  title: 'OpenWrt',
  packageType: 'opkg',
};
