import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../../testing/read-declared.ts';
import { mavenPom } from './index.ts';

const project = (...parts: string[]): string => `<project>${parts.join('')}</project>`;
const own = (name: string, version = '1.0'): string =>
  `<groupId>com.shop</groupId><artifactId>${name}</artifactId>${version === '' ? '' : `<version>${version}</version>`}`;
const parent = (name: string, more = ''): string => `<parent>${own(name)}${more}</parent>`;
const dependency = (name: string, version = '', more = ''): string => {
  const [group, artifact] = name.split(':');
  const told = version === '' ? '' : `<version>${version}</version>`;
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${told}${more}</dependency>`;
};
const dependencies = (...all: string[]): string => `<dependencies>${all.join('')}</dependencies>`;
const managed = (...all: string[]): string => `<dependencyManagement>${dependencies(...all)}</dependencyManagement>`;
/** The use of a property. */
const property = (name: string): string => ['$', '{', name, '}'].join('');
const properties = (members: Readonly<Record<string, string>>): string =>
  `<properties>${Object.entries(members)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</properties>`;

const files = {
  'app/pom.xml': project(
    parent('root'),
    '<artifactId>app</artifactId>',
    properties({ b: '3.0' }),
    dependencies(
      dependency('g:a'),
      dependency('g:b', property('b')),
      dependency('g:nested', property('outer')),
      dependency('com.shop:lib', property('project.version')),
      dependency('g:test', '1', '<scope>test</scope>'),
      dependency('g:managed-test'),
      dependency('g:imported'),
      dependency('g:one', '[1.5]'),
      dependency(`$\{group}:c`, '4.0'),
    ),
  ),
  'lib/pom.xml': project(parent('root', '<relativePath>..</relativePath>'), '<artifactId>lib</artifactId>'),
  'bom/pom.xml': project(own('bom'), managed(dependency('g:imported', '7.0'), dependency('g:a', '9.9'))),
  'pom.xml': project(
    own('root'),
    properties({ b: '2.0', outer: property('inner'), inner: '5.0', group: 'com.c' }),
    managed(
      dependency('g:a', '1.0'),
      dependency('g:managed-test', '6.0', '<scope>test</scope>'),
      dependency('com.shop:bom', '1.0', '<type>pom</type><scope>import</scope>'),
    ),
    dependencies(dependency('g:everywhere', '8.0')),
  ),
};

test('parents, properties, managed versions and imported lists', async () => {
  const { packages, problems } = await readDeclared(mavenPom, files);
  assert.deepEqual(packages, [
    'com.c:c@4.0 direct',
    'g:a@1.0 direct',
    'g:b@3.0 direct',
    'g:everywhere@8.0 direct',
    'g:imported@7.0 direct',
    'g:managed-test@6.0 direct development',
    'g:nested@5.0 direct',
    'g:one@1.5 direct',
    'g:test@1 direct development',
    'lib/pom.xml: g:everywhere@8.0 direct',
    'pom.xml: g:everywhere@8.0 direct',
  ]);
  assert.ok(
    problems.every((one) => /not what these need in turn/.test(one)),
    problems.join('\n'),
  );
});

const gaps: readonly (readonly [what: string, body: string, name: string, problem: RegExp])[] = [
  [
    'a parent elsewhere',
    `${parent('gone')}${dependencies(dependency('g:a'))}`,
    'g:a',
    /no version is known of g:a; .* com\.shop:gone:1\.0/,
  ],
  [
    'a list elsewhere',
    `${own('x')}${managed(dependency('h:bom', '2', '<scope>import</scope>'))}${dependencies(dependency('g:a'))}`,
    'g:a',
    /h:bom:2/,
  ],
  ['a range', own('x') + dependencies(dependency('g:a', '[1.0,2.0)')), 'g:a', /no version is known of g:a/],
  [
    'a property that nobody sets',
    own('x') + dependencies(dependency('g:a', property('gone'))),
    'g:a',
    /no version is known/,
  ],
  [
    'properties in a circle',
    own('x') + properties({ a: property('b'), b: property('a') }) + dependencies(dependency('g:a', property('a'))),
    'g:a',
    /no version is known/,
  ],
];
for (const [what, body, name, problem] of gaps)
  test(`no wrong version, and a gap is told: ${what}`, async () => {
    const told = await readDeclared(mavenPom, { 'pom.xml': project(body) });
    assert.deepEqual(told.packages, [`${name}@ direct`]);
    assert.match(told.problems.join('\n'), problem);
  });

test('parents in a circle end', async () => {
  const told = await readDeclared(mavenPom, {
    'a/pom.xml': project(
      parent('b', '<relativePath>../b/pom.xml</relativePath>'),
      '<artifactId>a</artifactId>',
      dependencies(dependency('g:x', '1')),
    ),
    'b/pom.xml': project(parent('a', '<relativePath>../a/pom.xml</relativePath>'), '<artifactId>b</artifactId>'),
  });
  assert.deepEqual(told.packages, ['b/pom.xml: g:x@1 direct', 'g:x@1 direct']);
});

test('what is no project is refused; one among tests is a note', async () => {
  await assert.rejects(readDeclared(mavenPom, { 'pom.xml': '<settings/>' }), { code: 'E_FORMAT' });
  await assert.rejects(readDeclared(mavenPom, { 'pom.xml': '<!DOCTYPE x [<!ENTITY a "b">]><project>&a;</project>' }), {
    code: 'E_FORMAT',
  });
  const told = await readDeclared(mavenPom, {
    'src/test/pom.xml': project(own('x') + dependencies(dependency('g:a'))),
  });
  assert.deepEqual([told.problems, told.notes.length > 0], [[], true]);
});
