import type { Example } from '../../example.ts';

const status = `Package: adduser
Status: install ok installed
Priority: important
Section: admin
Installed-Size: 686
Maintainer: Debian Adduser Developers <adduser@packages.debian.org>
Architecture: all
Multi-Arch: foreign
Version: 3.134
Depends: passwd
Conffiles:
 /etc/deluser.conf 14f27bccc5a8ae67ef1e7bb4a0a7ae8d
Description: add and remove users and groups
 This package includes the 'adduser' and 'deluser' commands for creating
 and removing users.
 .
 Package: this line is part of the description
Homepage: https://tracker.debian.org/pkg/adduser

Package: libssl3
Status: hold ok installed
Architecture: amd64
Multi-Arch: same
Source: openssl
Version: 3.0.11-1~deb12u2
Depends: libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0
Provides: libssl3t64 (= 3.0.11-1)
Description: Secure Sockets Layer toolkit - shared libraries

Package: libgcc-s1
Status: install ok installed
Architecture: amd64
Multi-Arch: same
Source: gcc-12 (12.2.0-14)
Version: 12.2.0-14+b1

Package: nano
Status: deinstall ok config-files
Architecture: amd64
Version: 7.2-1

`;

export const example: Example = {
  path: 'var/lib/dpkg/status',
  bytes: new TextEncoder().encode(status),
  beside: [
    { path: 'var/lib/dpkg/info/adduser.list', bytes: new TextEncoder().encode('/.\n/usr/sbin/adduser\n') },
    {
      path: 'usr/share/doc/adduser/copyright',
      bytes: new TextEncoder().encode(
        'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-2+\n',
      ),
    },
  ],
  packages: ['adduser@3.134', 'libgcc-s1@12.2.0-14+b1', 'libssl3@3.0.11-1~deb12u2'],
};
