/** Where opkg, and ipkg before it, keep what is installed: OpenWrt, Yocto, and systems of before. */
export const opkgFolders: readonly string[] = ['usr/lib/opkg', 'var/lib/opkg', 'usr/lib/ipkg', 'opkg', 'ipkg'];
