import type { Example } from '../../example.ts';

const specification = `name: lantern
version: 1.2.0-beta.1+4 # a remark
description: >-
  Light.
environment:
  sdk: ">=2.12.0 <4.0.0"

dependencies:
  wick: ^1.0.0

  oil:
    hosted: https://pub.example.org
    version: ^2.0.0
dev_dependencies:
  test: any
`;

export const example: Example = {
  path: 'root/.pub-cache/hosted/pub.dev/lantern-1.2.0-beta.1+4/pubspec.yaml',
  bytes: new TextEncoder().encode(specification),
  packages: ['lantern@1.2.0-beta.1+4'],
};
