import type { Example } from '../../example.ts';

const manifest = { name: 'shop', dependencies: { chalk: '^4.1.2' }, devDependencies: { tap: '^16.0.0' } };

export const example: Example = {
  path: 'shop/package.json',
  bytes: new TextEncoder().encode(JSON.stringify(manifest)),
  packages: ['chalk@', 'tap@'],
};
