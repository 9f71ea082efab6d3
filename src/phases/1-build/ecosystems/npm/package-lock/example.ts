import type { Example } from '../../example.ts';

const lock = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': {
      name: 'shop',
      version: '1.0.0',
      dependencies: { chalk: '^4.1.2', own: 'file:../own' },
      devDependencies: { tap: '^16.0.0' },
    },
    '../own': { version: '0.1.0' },
    'node_modules/chalk': {
      version: '4.1.2',
      resolved: 'https://registry.npmjs.org/chalk/-/chalk-4.1.2.tgz',
      license: 'MIT',
      dependencies: { 'supports-color': '^7.1.0' },
    },
    'node_modules/own': { resolved: '../own', link: true },
    'node_modules/supports-color': {
      version: '7.2.0',
      resolved: 'https://registry.npmjs.org/supports-color/-/supports-color-7.2.0.tgz',
      license: 'MIT',
    },
    'node_modules/tap': { version: '16.3.10', dev: true, license: 'ISC', dependencies: { 'supports-color': '^8.0.0' } },
    'node_modules/tap/node_modules/supports-color': { version: '8.1.1', dev: true, license: 'MIT' },
  },
};

export const example: Example = {
  path: 'shop/package-lock.json',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['chalk@4.1.2', 'own@0.1.0', 'supports-color@7.2.0', 'supports-color@8.1.1', 'tap@16.3.10'],
};
