import type { Example } from '../../example.ts';

const desc = `%NAME%
gawk

%VERSION%
5.3.1-1

%BASE%
gawk

%DESC%
GNU version of awk

%ARCH%
x86_64

%BUILDDATE%
1726655953

%PACKAGER%
Tobias Powalowski <tpowa@archlinux.org>

%LICENSE%
GPL-3.0-or-later

%DEPENDS%
sh
glibc>=2.38

%PROVIDES%
awk

`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const example: Example = {
  path: 'var/lib/pacman/local/gawk-5.3.1-1/desc',
  bytes: bytes(desc),
  beside: [
    { path: 'var/lib/pacman/local/gawk-5.3.1-1/files', bytes: bytes('%FILES%\nusr/\nusr/bin/\nusr/bin/gawk\n\n') },
  ],
  packages: ['gawk@5.3.1-1'],
};
