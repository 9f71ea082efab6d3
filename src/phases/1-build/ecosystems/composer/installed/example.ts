import type { Example } from '../../example.ts';

const installed = {
  packages: [
    {
      name: 'harbour/Lantern',
      version: 'v2.4.1',
      version_normalized: '2.4.1.0',
      type: 'library',
      require: { php: '>=8.1', 'ext-json': '*', 'harbour/wick': '^1.0' },
      license: ['MIT', 'Apache-2.0'],
      'install-path': '../harbour/lantern',
    },
    {
      name: 'harbour/wick',
      version: '1.0.3',
      type: 'library',
      license: ['BSD-3-Clause'],
      'install-path': '../harbour/wick',
    },
    { name: 'harbour/all', version: '1.0.0', type: 'metapackage', 'install-path': null },
    { name: 'harbour/tester', version: '3.0.0-RC1', license: ['MIT'], 'install-path': '../harbour/tester' },
  ],
  dev: true,
  'dev-package-names': ['harbour/tester'],
};

export const example: Example = {
  path: 'var/www/html/vendor/composer/installed.json',
  bytes: new TextEncoder().encode(JSON.stringify(installed)),
  packages: ['harbour/lantern@v2.4.1', 'harbour/tester@3.0.0-RC1', 'harbour/wick@1.0.3'],
};
