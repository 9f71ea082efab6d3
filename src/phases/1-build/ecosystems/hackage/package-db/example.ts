import type { Example } from '../../example.ts';

const registration = `name:            lantern
version:         1.2.4.1
visibility:      public
id:              lantern-1.2.4.1-4cKp
key:             lantern-1.2.4.1-4cKp
license:         BSD-3-Clause
copyright:       (c) Lamp
description:
    Light.
exposed:         True
exposed-modules:
    Data.Lantern Data.Lantern.Wick

depends:
    base-4.15.1.0 wick-0.11-1aB

haddock-html:    /usr/share/doc
`;

export const example: Example = {
  path: 'root/.cabal/store/ghc-9.0.2/package.db/lantern-1.2.4.1-4cKp.conf',
  bytes: new TextEncoder().encode(registration),
  packages: ['lantern@1.2.4.1'],
};
