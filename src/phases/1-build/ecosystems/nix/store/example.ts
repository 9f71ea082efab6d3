import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'nix/store/0c0z1m3g6wz3vlx3qk0vvdq8sl1n5v7b-openssl-3.0.13-bin',
  bytes: new Uint8Array(64),
  packages: ['openssl@3.0.13'],
};
