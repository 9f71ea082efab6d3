import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'shop/pubspec.yaml',
  bytes: new TextEncoder().encode('name: shop\ndependencies:\n  http: ^1.0.0\ndev_dependencies:\n  test: any\n'),
  packages: ['http@', 'test@'],
};
