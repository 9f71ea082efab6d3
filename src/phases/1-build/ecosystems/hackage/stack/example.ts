import type { Example } from '../../example.ts';

const lock = `packages:
- completed:
    hackage: acme-missiles-0.3@sha256:00,613
    pantry-tree:
      sha256: "00"
      size: 226
  original:
    hackage: acme-missiles-0.3
- completed:
    commit: "0123"
    git: https://git.example/mine.git
    name: mine
    version: "0.1"
  original:
    git: https://git.example/mine.git
snapshots: []
`;

export const example: Example = {
  path: 'shop/stack.yaml.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['acme-missiles@0.3', 'mine@0.1'],
};
