import type { Example } from '../../example.ts';

const base = `Package: base-files
Version: 12.4+deb12u5
Architecture: amd64
Maintainer: Santiago Vila <sanvila@debian.org>
Installed-Size: 340
Section: admin
Priority: required
Multi-Arch: foreign
Pre-Depends: awk
Description: Debian base system miscellaneous files
 This package contains the basic filesystem hierarchy of a Debian system, and
 several important miscellaneous files.
`;

export const example: Example = {
  path: 'var/lib/dpkg/status.d/base',
  bytes: new TextEncoder().encode(base),
  beside: [
    {
      path: 'var/lib/dpkg/status.d/base.md5sums',
      bytes: new TextEncoder().encode('14f27bccc5a8ae67ef1e7bb4a0a7ae8d  usr/share/base-files/motd\n'),
    },
    {
      path: 'usr/share/doc/base-files/copyright',
      bytes: new TextEncoder().encode('Its licence is in /usr/share/common-licenses/Apache-2.0.\n'),
    },
  ],
  packages: ['base-files@12.4+deb12u5'],
};
