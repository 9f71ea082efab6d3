import type { Example } from '../../example.ts';

const locked = `opam-version: "2.0"
name: "shop"
version: "dev"
depends: [
  "cmdliner" {= "1.2.0"}
  "dune" {= "3.14.0"}
  "alcotest" {= "1.7.0" & with-test}
]
`;

export const example: Example = {
  path: 'shop/shop.opam.locked',
  bytes: new TextEncoder().encode(locked),
  packages: ['alcotest@1.7.0', 'cmdliner@1.2.0', 'dune@3.14.0'],
};
