import type { Example } from '../../example.ts';

const manifest = `{
  "name": "yarn",
  "version": "1.22.22",
  "license": "BSD-2-Clause",
  "bin": { "yarn": "./bin/yarn.js" }
}
`;

export const example: Example = {
  path: 'opt/yarn-v1.22.22/package.json',
  bytes: new TextEncoder().encode(manifest),
  packages: ['yarn@1.22.22'],
};
