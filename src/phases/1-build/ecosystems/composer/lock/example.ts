import type { Example } from '../../example.ts';

const lock = {
  'content-hash': '0',
  packages: [
    {
      name: 'guzzlehttp/guzzle',
      version: '7.4.4',
      require: { php: '^7.2.5', 'guzzlehttp/psr7': '^1.8' },
      license: ['MIT'],
    },
    { name: 'guzzlehttp/psr7', version: '1.8.3', license: ['MIT'] },
    { name: 'acme/own', version: '0.1.0', dist: { type: 'path', url: '../own' } },
  ],
  'packages-dev': [{ name: 'phpunit/phpunit', version: '10.5.2', license: ['BSD-3-Clause'] }],
};

export const example: Example = {
  path: 'shop/composer.lock',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['acme/own@0.1.0', 'guzzlehttp/guzzle@7.4.4', 'guzzlehttp/psr7@1.8.3', 'phpunit/phpunit@10.5.2'],
};
