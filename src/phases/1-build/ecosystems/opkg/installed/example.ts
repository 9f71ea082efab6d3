import type { Example } from '../../example.ts';

const status = `Package: busybox
Version: 1.36.1-r2
Depends: libc
Status: install user installed
Essential: yes
Architecture: mips_24kc
Conffiles:
 /etc/syslog.conf e3b0c44298fc1c14

Package: libubox20240329
ABIVersion: 20240329
Version: 2024.03.29~eb9bcb64-r1
Depends: libc
Provides: libubox
Status: install ok installed
Architecture: mips_24kc
Installed-Time: 1730715936
Auto-Installed: yes

Package: luci
Version: 1
Status: deinstall ok not-installed

`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const example: Example = {
  path: 'usr/lib/opkg/status',
  bytes: bytes(status),
  beside: [
    { path: 'usr/lib/opkg/info/busybox.list', bytes: bytes('/bin/busybox\n/bin/sh\n') },
    {
      path: 'usr/lib/opkg/info/busybox.control',
      bytes: bytes(
        'Package: busybox\nVersion: 1.36.1-r2\nSource: feeds/base/package/utils/busybox\nSourceName: busybox\nLicense: GPL-2.0\nMaintainer: Felix Fietkau <nbd@nbd.name>\n',
      ),
    },
  ],
  packages: ['busybox@1.36.1-r2', 'libubox20240329@2024.03.29~eb9bcb64-r1'],
};
