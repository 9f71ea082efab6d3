import { gunzipSync } from 'node:zlib';
import type { Example } from '../../example.ts';

/** A `Packages.db`, made by `ndbFile` and `rpmHeader` of the test fixtures. */
const database = `
H4sIAAAAAAACA+2YO0sDQRSFzybxAaIoCmIQ3MpGM4mJRi1EFERFCzGNiK9sDG5gTMKOiq2Q0tLSH+gDK8HS6O6cUbMWthYzsLAf595Z5n7V7G
7zfAcAHD5JdK6SbFw4LEiTEwDSDjBGjtdbtmzZsmXLli1btmzZsmXLlv8Xr0qvZO7+reiijwEA9wCWAfQAuAUwCCQfAHSzzQGSj+Qu8hO5j/xK
HiK/kSfI7+RJzalu/n4QABJAaoR5nvkogF4AW8zHyHvMDz6PkAJwwvyQuU8+Igche2XlY07MiAUsiqpcxG711N0oX0y7m/WKwPrO9lVhCtcLxe
PiLHDzsvISdmSijkzUIVRQEUHzHNFWWa9WzyofZ7LmVb7H60ShrrhUQVSl35RfDqrZ00YlCzPrdrvt6llrF6vSWwv9JOhHaj/9AO5++Gn94ac/
5meY/Mx5jcd8uTFfIuaryHkbP0tk42Of8zY+fObGhyQbH9chN5rVulIyI2ueQkHkxDzy85EYfZ5OPSulbTcvcsaPaY76MrrvS89vM+E3lBSqIQ
rahax5xdkODznjwSxJHx/uoy4dMBMAAA==
`;

export const example: Example = {
  path: 'usr/lib/sysimage/rpm/Packages.db',
  bytes: new Uint8Array(gunzipSync(Buffer.from(database, 'base64'))),
  packages: ['bash@5.1.8-9.el9', 'openssl-libs@1:3.0.7-27.el9'],
};
