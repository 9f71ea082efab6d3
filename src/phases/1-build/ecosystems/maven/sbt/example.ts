import type { Example } from '../../example.ts';

const lock = {
  lockVersion: 1,
  configurations: ['compile', 'runtime', 'test'],
  dependencies: [
    {
      org: 'com.fasterxml.jackson.core',
      name: 'jackson-databind',
      version: '2.17.1',
      artifacts: [],
      configurations: ['compile', 'test'],
    },
    { org: 'org.scalatest', name: 'scalatest_2.13', version: '3.2.18', artifacts: [], configurations: ['test'] },
  ],
};

export const example: Example = {
  path: 'shop/build.sbt.lock',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['com.fasterxml.jackson.core:jackson-databind@2.17.1', 'org.scalatest:scalatest_2.13@3.2.18'],
};
