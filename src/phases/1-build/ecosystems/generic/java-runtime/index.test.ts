import assert from 'node:assert/strict';
import { test } from 'node:test';
import { javaRuntime } from './index.ts';

const rows: [title: string, text: string, expected: string[]][] = [
  [
    'a kit of today',
    'IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\nOS_ARCH="aarch64"\nOS_NAME="Linux"\n',
    ['openjdk 17.0.15 arm64 linux Debian'],
  ],
  [
    'Java 8',
    'JAVA_VERSION="1.8.0_392"\r\nOS_NAME="Linux"\r\nOS_ARCH="amd64"\r\n',
    ['openjdk 1.8.0_392 amd64 linux undefined'],
  ],
  [
    'GraalVM',
    'IMPLEMENTOR="GraalVM Community"\nJAVA_VERSION="21.0.2"\nGRAALVM_VERSION="23.1.2"\n',
    ['openjdk 21.0.2 undefined undefined GraalVM Community', 'graalvm 23.1.2 undefined undefined GraalVM Community'],
  ],
  ['another file of that name', 'Version: 1.0\n', []],
  ['a version that is none', 'JAVA_VERSION="$(id)"\n', []],
  ['no version', 'IMPLEMENTOR="x"\n', []],
];
for (const [title, text, expected] of rows) {
  test(`a Java runtime: ${title}`, () => {
    const { packages } = javaRuntime.extract('opt/java/release', new TextEncoder().encode(text));
    assert.deepEqual(
      packages.map(
        ({ name, version, architecture, os, origin }) => `${name} ${version} ${architecture} ${os} ${origin?.vendor}`,
      ),
      expected,
    );
  });
}
