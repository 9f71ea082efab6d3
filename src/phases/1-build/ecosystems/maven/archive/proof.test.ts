import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import { javaArchive } from './index.ts';
import { code, manifest, properties, read, sha1, told } from './testing/jars.ts';

before(() => javaArchive.prepare?.());

type Files = Parameters<typeof makeZip>[0];
const jar = (...files: Files) => makeZip(files);

const manifests: [title: string, file: string, lines: string[], expected: string | undefined][] = [
  [
    'of a plug-in of Jenkins',
    'git.jpi',
    ['Group-Id: org.jenkins-ci.plugins', 'Short-Name: git', 'Plugin-Version: 5.2.0'],
    'org.jenkins-ci.plugins:git 5.2.0',
  ],
  [
    'whose symbolic name is group and artifact',
    'x-compress-1.19.jar',
    [
      'Implementation-Vendor-Id: org.x.y',
      'Bundle-SymbolicName: org.x.y.x-compress;singleton:=true',
      'Implementation-Version: 1.19',
    ],
    'org.x.y:x-compress 1.19',
  ],
  [
    'whose symbolic name is the group that ends with the artifact',
    'any.jar',
    [
      'Implementation-Vendor-Id: com.x.guava',
      'Bundle-SymbolicName: com.x.guava',
      'Implementation-Title: guava',
      'Bundle-Version: 3.1',
    ],
    'com.x.guava:guava 3.1',
  ],
  [
    'whose vendor is a house, and the group its symbolic name',
    'velocity-1.7.jar',
    ['Implementation-Vendor-Id: org.apache', 'Bundle-SymbolicName: org.apache.velocity', 'Implementation-Version: 1.7'],
    undefined,
  ],
  [
    'whose vendor is a house and no group',
    'commons-pool-1.6.jar',
    [
      'Implementation-Vendor-Id: org.apache',
      'Bundle-SymbolicName: org.apache.commons.pool',
      'Implementation-Version: 1.6',
    ],
    undefined,
  ],
  [
    'with title and vendor alone',
    'javax.mail-1.5.0.jar',
    ['Implementation-Vendor-Id: com.sun', 'Implementation-Title: javax.mail', 'Implementation-Version: 1.5.0'],
    undefined,
  ],
  ['with a title that collides', 'core.jar', ['Implementation-Title: core', 'Implementation-Version: 1.0'], undefined],
  [
    'of another version than the file',
    'a-1.jar',
    ['Implementation-Vendor-Id: g', 'Bundle-SymbolicName: g.a', 'Implementation-Version: 2'],
    undefined,
  ],
  ['that breaks a long line', 'any.jar', ['Group-Id: org.', ' x', 'Short-Name: y', 'Plugin-Version: 1'], 'org.x:y 1'],
];
for (const [title, file, lines, expected] of manifests) {
  test(`java: a manifest ${title}`, () => {
    const bytes = jar(manifest(...lines), code);
    const found = read(bytes, `app/${file}`);
    assert.deepEqual(told(found), expected === undefined ? [] : [expected]);
    assert.deepEqual(
      found.unidentified?.map((one) => one.sha1),
      expected === undefined ? [sha1(bytes)] : [],
    );
  });
}

const classOf = (folder: string) => ({ name: `${folder}/A.class`, content: 'x' });
const proofs: [title: string, file: string, files: Files, expected: string | undefined][] = [
  [
    'a project of Nebula that is called like its file',
    'a-commons-1.2.jar',
    [manifest('Implementation-Title: io.x#a-commons;1.2', 'Implementation-Version: 1.2'), code],
    'io.x:a-commons 1.2',
  ],
  [
    'a project of Nebula that is called otherwise than its artifact',
    'search-7.17.9.jar',
    [manifest('Implementation-Title: org.x#server;7.17.9', 'Implementation-Version: 7.17.9'), code],
    undefined,
  ],
  [
    'settings for native images of the same name',
    'embed-core-10.1.31.jar',
    [
      manifest('Bundle-Name: embed-core', 'Bundle-Version: 10.1.31'),
      { name: 'META-INF/native-image/org.x.embed/embed-core/native-image.properties', content: '' },
      { name: 'META-INF/native-image/org.y/other/reflect-config.json', content: '' },
      code,
    ],
    'org.x.embed:embed-core 10.1.31',
  ],
  [
    'settings for native images of two groups of that name',
    'embed-core-10.1.31.jar',
    [
      { name: 'META-INF/native-image/org.x/embed-core/a.json', content: '' },
      { name: 'META-INF/native-image/org.y/embed-core/a.json', content: '' },
      code,
    ],
    undefined,
  ],
  [
    'a name that is known, with the classes of its maker',
    'lib.jar',
    [
      manifest('Implementation-Title: spring-core', 'Implementation-Version: 5.3.27'),
      classOf('org/springframework/core'),
    ],
    'org.springframework:spring-core 5.3.27',
  ],
  [
    'a name that is known, with classes of somebody else',
    'spring-core-5.3.27.jar',
    [manifest('Implementation-Title: spring-core', 'Implementation-Version: 5.3.27'), classOf('org/springframeworks')],
    undefined,
  ],
  [
    'a name that is known, by the file alone',
    'kafka-clients-3.5.1.jar',
    [manifest(), classOf('org/apache/kafka/clients')],
    'org.apache.kafka:kafka-clients 3.5.1',
  ],
  [
    'a group that was renamed, before',
    'hibernate-core-5.6.1.Final.jar',
    [manifest(), classOf('org/hibernate/engine')],
    'org.hibernate:hibernate-core 5.6.1.Final',
  ],
  [
    'a group that was renamed, after',
    'hibernate-core-6.4.4.Final.jar',
    [manifest('Bundle-Version: 6.4.4.Final'), classOf('org/hibernate/engine')],
    'org.hibernate.orm:hibernate-core 6.4.4.Final',
  ],
  [
    'one version in two spellings: that of the file',
    'bcprov-jdk15on-1.68.jar',
    [manifest('Bundle-Version: 1.68.0'), classOf('org/bouncycastle/asn1')],
    'org.bouncycastle:bcprov-jdk15on 1.68',
  ],
  [
    'another version than the file’s: that of the manifest',
    'x-9.jar',
    [
      manifest('Implementation-Title: spring-core', 'Implementation-Version: 5.3.27'),
      classOf('org/springframework/core'),
    ],
    'org.springframework:spring-core 5.3.27',
  ],
  [
    'a part of Tomcat',
    'catalina.jar',
    [manifest('Implementation-Title: Apache Tomcat', 'Implementation-Version: 9.0.54'), classOf('org/apache/catalina')],
    'org.apache.tomcat:tomcat-catalina 9.0.54',
  ],
  [
    'another catalina',
    'catalina.jar',
    [manifest('Implementation-Version: 9.0.54'), classOf('org/x/catalina')],
    undefined,
  ],
];
for (const [title, file, files, expected] of proofs) {
  test(`java: ${title}`, () => {
    const found = read(jar(...files), `app/${file}`);
    assert.deepEqual(told(found), expected === undefined ? [] : [expected]);
    assert.equal(found.unidentified?.length, expected === undefined ? 1 : 0);
  });
}

const owns: [title: string, file: string, files: Files, expected: string[], unidentified: number][] = [
  [
    'a library with others shaded into it',
    'x-trace-1.25.0.jar',
    [properties('org.j', 'tools', '3.1'), code],
    ['org.j:tools 3.1'],
    1,
  ],
  [
    'one of a known name',
    'kafka-clients-3.5.1.jar',
    [properties('org.j', 'tools', '3.1'), classOf('org/apache/kafka/clients')],
    ['org.apache.kafka:kafka-clients 3.5.1', 'org.j:tools 3.1'],
    0,
  ],
  [
    'its own record, the file with a word more',
    'shop-1.2.3-boot.jar',
    [properties('d', 'shop', '1.2.3'), code],
    ['d:shop 1.2.3'],
    0,
  ],
  [
    'its own record, the file with the group',
    'io.q.gizmo-1.1.jar',
    [properties('io.q', 'gizmo', '1.1'), code],
    ['io.q:gizmo 1.1'],
    0,
  ],
  ['its own record, the file renamed', 'backend-2.0.jar', [properties('d', 'shop', '2.0'), code], ['d:shop 2.0'], 0],
  ['a file without a version', 'app.jar', [properties('d', 'shop', '2.0'), code], ['d:shop 2.0'], 0],
];
for (const [title, file, files, expected, unidentified] of owns) {
  test(`java: whose an archive is: ${title}`, () => {
    const found = read(jar(...files), `app/${file}`);
    assert.deepEqual(told(found), expected);
    assert.equal(found.unidentified?.length, unidentified);
  });
}

const builtIn: [title: string, files: Files, expected: string[]][] = [
  [
    'of a maker who is known',
    [properties('d', 'shop', '1'), classOf('org/springframework/core'), classOf('org/springframework/beans/factory')],
    ['classes of org.springframework in a Java archive that does not say which release of it'],
  ],
  [
    'of a package that it names',
    [properties('d', 'a', '1'), properties('xalan', 'xalan', '2'), classOf('org/apache/xalan/processor')],
    [],
  ],
  [
    'of a package whose group was renamed',
    [properties('org.hibernate.orm', 'hibernate-core', '6'), classOf('org/hibernate/engine/spi')],
    [],
  ],
  ['of another package of the maker', [properties('d', 'a', '1'), classOf('org/springframework/data')], []],
];
for (const [title, files, expected] of builtIn) {
  test(`java: classes that were built in, ${title}`, () => {
    const found = read(jar(...files), 'app/a.jar');
    assert.deepEqual(
      found.unidentified?.map(({ what }) => what),
      expected,
    );
  });
}

test('java: a part of a runtime is that runtime', () => {
  const found = read(
    jar(manifest('Implementation-Title: Java Runtime Environment', 'Implementation-Version: 1.8.0_392'), code),
    'opt/jdk/jre/lib/rt.jar',
  );
  assert.deepEqual(told(found), ['openjdk 1.8.0_392']);
  assert.deepEqual(found.unidentified, []);
});

const open: [path: string, text: string, expected: string[], problems: number, unidentified: number][] = [
  ['srv/app/META-INF/maven/g/a/pom.properties', 'groupId=g\nartifactId=a\nversion=1\n', ['g:a 1'], 0, 0],
  ['srv/app/META-INF/maven/g/a/pom.properties', 'groupId=g\n', [], 1, 0],
  ['srv/app/META-INF/maven/g/a/pom.properties', `x=${'y'.repeat(70_000)}`, [], 1, 0],
  ['srv/app/WEB-INF/web.xml', '<web-app/>', [], 0, 1],
  ['opt/jdk/jmods/java.base.jmod', 'JM', [], 0, 0],
  ['opt/jdk/jmods/jdk.crypto.ec.jmod', 'JM', [], 0, 0],
];
for (const [path, text, expected, problems, unidentified] of open) {
  test(`java laid open: ${path}, ${text.slice(0, 30)}`, () => {
    const found = read(new TextEncoder().encode(text), path);
    assert.deepEqual(told(found), expected);
    assert.equal(found.problems.length, problems);
    assert.equal(found.unidentified?.length ?? 0, unidentified);
  });
}

test('java: a module of somebody else is an archive', () => {
  const module = Buffer.concat([Buffer.from('JM\x01\x00'), jar({ name: 'classes/g/A.class', content: 'x' })]);
  assert.equal(read(module, 'opt/mods/org.example.jmod').unidentified?.length, 1);
});
