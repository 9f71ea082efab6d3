import type { Example } from '../../example.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const folder = 'var/db/pkg/app-arch/xz-utils-5.4.2-r1';

export const example: Example = {
  path: `${folder}/PF`,
  bytes: bytes('xz-utils-5.4.2-r1\n'),
  beside: [
    {
      path: `${folder}/CONTENTS`,
      bytes: bytes(
        'dir /usr\ndir /usr/bin\nobj /usr/bin/xz 0123456789abcdef0123456789abcdef 1700000000\nsym /usr/bin/unxz -> xz 1700000000\n',
      ),
    },
    { path: `${folder}/LICENSE`, bytes: bytes('public-domain LGPL-2.1+ GPL-2+\n') },
    { path: `${folder}/RDEPEND`, bytes: bytes('>=sys-libs/glibc-2.38:2.2= || ( app-a/b app-a/c )\n') },
  ],
  packages: ['app-arch/xz-utils@5.4.2-r1'],
};
