import type { Example } from '../../example.ts';

const manifest = `{
  "name": "@scope/left-pad",
  "version": "1.3.0",
  "description": "String left pad",
  "license": "WTFPL",
  "author": "Mara Lind <mara@pad.example> (https://pad.example)",
  "repository": { "type": "git", "url": "git+https://github.com/pad/left-pad.git" },
  "main": "index.js",
  "dependencies": { "@scope/pad-core": "^1.0.0" },
  "peerDependencies": { "unicode-width": "*" },
  "devDependencies": { "tap": "16" }
}
`;

export const example: Example = {
  path: 'usr/lib/node_modules/@scope/left-pad/package.json',
  bytes: new TextEncoder().encode(manifest),
  packages: ['@scope/left-pad@1.3.0'],
};
