import type { Example } from '../../example.ts';

/** What it asks for only running it would tell. */
export const example: Example = {
  path: 'shop/build.sbt',
  bytes: new TextEncoder().encode('libraryDependencies += "org.slf4j" % "slf4j-api" % "2.0.13"\n'),
  packages: [],
};
