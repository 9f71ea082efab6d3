import type { Example } from '../../example.ts';

const state = `opam-version: "2.0"
compiler: ["base-unix.base" "ocaml-base-compiler.4.14.1"]
roots: ["lantern.1.8.0" "ocaml-base-compiler.4.14.1"]
installed: [
  "base-unix.base"
  "lantern.1.8.0"
  "ocaml-base-compiler.4.14.1"
  "wick.0.16.0"
]
`;

export const example: Example = {
  path: 'home/opam/.opam/4.14/.opam-switch/switch-state',
  bytes: new TextEncoder().encode(state),
  packages: ['lantern@1.8.0', 'ocaml-base-compiler@4.14.1', 'wick@0.16.0'],
};
