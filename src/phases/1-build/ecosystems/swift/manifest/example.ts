import type { Example } from '../../example.ts';

/** What it asks for only running it would tell. */
export const example: Example = {
  path: 'shop/Package.swift',
  bytes: new TextEncoder().encode('# a program\n'),
  packages: [],
};
