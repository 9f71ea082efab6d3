import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'opt/java/openjdk/release',
  bytes: new TextEncoder().encode(
    'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_RUNTIME_VERSION="21.0.5+11-LTS"\nJAVA_VERSION="21.0.5"\nOS_ARCH="x86_64"\nOS_NAME="Linux"\n',
  ),
  packages: ['openjdk@21.0.5'],
};
