import type { Example } from '../../example.ts';

const lock = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      acorn-jsx:
        specifier: ^5.3.2
        version: 5.3.2(acorn@8.11.3)
      mine:
        specifier: github:acme/mine
        version: https://codeload.github.com/acme/mine/tar.gz/0123456789012345678901234567890123456789
    devDependencies:
      is-number:
        specifier: ^7.0.0
        version: 7.0.0

packages:

  acorn-jsx@5.3.2:
    resolution: {integrity: sha512-x}
    peerDependencies:
      acorn: ^8.0.0

  acorn@8.11.3:
    resolution: {integrity: sha512-x}

  is-number@7.0.0:
    resolution: {integrity: sha512-x}

  mine@https://codeload.github.com/acme/mine/tar.gz/0123456789012345678901234567890123456789:
    resolution: {tarball: https://codeload.github.com/acme/mine/tar.gz/0123456789012345678901234567890123456789}
    version: 1.10.0

snapshots:

  acorn-jsx@5.3.2(acorn@8.11.3):
    dependencies:
      acorn: 8.11.3

  acorn@8.11.3: {}

  is-number@7.0.0: {}

  mine@https://codeload.github.com/acme/mine/tar.gz/0123456789012345678901234567890123456789: {}
`;

export const example: Example = {
  path: 'shop/pnpm-lock.yaml',
  bytes: new TextEncoder().encode(lock),
  packages: ['acorn-jsx@5.3.2', 'acorn@8.11.3', 'is-number@7.0.0', 'mine@1.10.0'],
};
