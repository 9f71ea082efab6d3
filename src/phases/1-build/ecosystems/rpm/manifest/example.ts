import type { Example } from '../../example.ts';

const lines = [
  'openssl-libs\t3.3.0-1.azl3\t1720000000\t1719000000\tMicrosoft Corporation\t(none)\t6000000\tx86_64\t0\topenssl-3.3.0-1.azl3.src.rpm',
  'bind-license\t9.20.0-1.azl3\t1720000000\t1719000000\tMicrosoft Corporation\t32\t100\tnoarch\t32\tbind-9.20.0-1.azl3.src.rpm',
];

export const example: Example = {
  path: 'var/lib/rpmmanifest/container-manifest-2',
  bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
  packages: ['bind-license@32:9.20.0-1.azl3', 'openssl-libs@3.3.0-1.azl3'],
};
