import type { Example } from '../../example.ts';

const lock = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "shop",
      "dependencies": { "supports-color": "^5.0.0", "mine": "github:acme/mine#v1", },
      "devDependencies": { "chalk": "^4.0.0", },
    },
  },
  "packages": {
    "chalk": ["chalk@4.1.2", "", { "dependencies": { "supports-color": "^7.1.0" } }, "sha512-x"],
    "has-flag": ["has-flag@3.0.0", "", {}, "sha512-x"],
    "mine": ["mine@github:acme/mine#0123abc", {}, "acme-mine-0123abc"],
    "supports-color": ["supports-color@5.5.0", "", { "dependencies": { "has-flag": "^3.0.0" } }, "sha512-x"],
    "chalk/supports-color": ["supports-color@7.2.0", "", { "dependencies": { "has-flag": "^4.0.0" } }, "sha512-x"],
    "chalk/supports-color/has-flag": ["has-flag@4.0.0", "", {}, "sha512-x"], // nested
  },
}
`;

export const example: Example = {
  path: 'shop/bun.lock',
  bytes: new TextEncoder().encode(lock),
  packages: [
    'chalk@4.1.2',
    'has-flag@3.0.0',
    'has-flag@4.0.0',
    'mine@',
    'supports-color@5.5.0',
    'supports-color@7.2.0',
  ],
};
