import type { Example } from '../../example.ts';

/** The first bytes of an ELF file. */
const head = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0];

export const example: Example = {
  path: 'usr/share/dotnet/host/fxr/8.0.1/libhostfxr.so',
  mode: 0o755,
  bytes: Uint8Array.from(head.concat(Array.from({ length: 56 }, () => 0))),
  packages: ['dotnet-host@8.0.1'],
};
