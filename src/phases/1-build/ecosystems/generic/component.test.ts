import assert from 'node:assert/strict';
import { test } from 'node:test';
import { component } from './component.ts';
import { generic } from './index.ts';

const rows: readonly (readonly [name: string, version: string, known: string | undefined])[] = [
  ['node', '18.10.0', 'node 18.10.0'],
  ['httpd', '2.4.49', 'apache 2.4.49'],
  ['openjdk', '17.0.15', 'java 17.0.15'],
  // Java before 9 is counted in another way there (JEP 223).
  ['openjdk', '1.8.0_392', 'java 8.0.392'],
  ['openjdk', '1.8.0_392-b08', 'java 8.0.392'],
  ['openjdk', '1.8.0', 'java 8.0'],
  ['openjdk', '25', 'java 25'],
  // Of these nothing is published there: silence about them would be no answer.
  ['openssl', '1.1.1d', undefined],
  ['busybox', '1.36.1', undefined],
  ['toString', '1', undefined],
  ['', '1', undefined],
];
for (const [name, version, known] of rows) {
  test(`${name || 'nothing'} ${version}: ${known ?? 'not known there'}`, () => {
    const found = component(name, version);
    assert.equal(found && `${found.name} ${found.version}`, known);
  });
}

test('a document of others does not say in which order versions are: the name does', () => {
  for (const [name, order] of [
    ['openssl', 'openssl'],
    ['openssh', 'rpm'],
    ['node', 'semver'],
    ['openjdk', 'maven'],
    ['something', 'gem'],
  ] as const)
    assert.equal(generic.orderOf?.(name) ?? generic.versionOrder, order, name);
});
