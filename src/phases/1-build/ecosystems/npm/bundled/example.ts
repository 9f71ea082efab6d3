import type { Example } from '../../example.ts';

const manifest = `{
  "name": "@harbour/lantern",
  "version": "0.12.0",
  "license": "MIT",
  "main": "index.js",
  "dependencies": { "wick": "^1.0.0" }
}
`;

export const example: Example = {
  path: 'app/node_modules/ship/dist/compiled/@harbour/lantern/package.json',
  bytes: new TextEncoder().encode(manifest),
  packages: ['@harbour/lantern@0.12.0'],
};
