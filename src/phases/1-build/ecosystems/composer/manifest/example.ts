import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'shop/composer.json',
  bytes: new TextEncoder().encode(
    '{"require": {"php": ">=8", "monolog/monolog": "^3"}, "require-dev": {"phpunit/phpunit": "*"}}',
  ),
  packages: ['monolog/monolog@', 'phpunit/phpunit@'],
};
