import type { Example } from '../../example.ts';

const resolved = {
  pins: [
    {
      identity: 'swift-nio',
      kind: 'remoteSourceControl',
      location: 'https://github.com/apple/swift-nio.git',
      state: { revision: '0', version: '2.65.0' },
    },
    {
      identity: 'mine',
      kind: 'remoteSourceControl',
      location: 'git@git.example:acme/mine.git',
      state: { branch: 'main', revision: '0' },
    },
  ],
  version: 2,
};

export const example: Example = {
  path: 'shop/Package.resolved',
  bytes: new TextEncoder().encode(JSON.stringify(resolved)),
  packages: ['git.example/acme/mine@', 'github.com/apple/swift-nio@2.65.0'],
};
