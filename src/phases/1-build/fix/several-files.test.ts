import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { planEdits, prepareWriters } from './index.ts';

before(prepareWriters);

interface Case {
  readonly what: string;
  readonly type: 'pypi' | 'maven';
  readonly files: Readonly<Record<string, string>>;
  /** The files that prove the package. */
  readonly proofs: readonly string[];
  /** Those that change, as they are then; none where it is kept. */
  readonly become?: Readonly<Record<string, string>>;
  readonly why?: RegExp;
}

const wishes = {
  pypi: { name: 'Django', version: '4.2.1', to: '4.2.30', versionOrder: 'pep440' },
  maven: { name: 'org.keel:keel', version: '2.4', to: '2.14.0', versionOrder: 'maven' },
} as const;

const project = (artifact: string, inner: string): string =>
  `<project>\n <groupId>org.sea</groupId><artifactId>${artifact}</artifactId><version>1</version>\n${inner}\n</project>\n`;
const dependencies = (...all: string[]): string => `<dependencies>${all.join('')}</dependencies>`;
const keel = (version = '', name = 'keel'): string =>
  `<dependency><groupId>org.${name}</groupId><artifactId>${name}</artifactId>${version === '' ? '' : `<version>${version}</version>`}</dependency>`;
const parent = (path = ''): string =>
  `<parent><groupId>org.sea</groupId><artifactId>root</artifactId><version>1</version>${path === '' ? '' : `<relativePath>${path}</relativePath>`}</parent>`;
const held = (version: string): string => `<properties><keel.version>${version}</keel.version></properties>`;
const use = `\${${'keel.version'}}`;
const managed = (version: string): string =>
  `<dependencyManagement>${dependencies(keel(version))}</dependencyManagement>`;

const cases: readonly Case[] = [
  {
    what: 'lines that end with a carriage return alone',
    type: 'pypi',
    files: { 'requirements.txt': 'a==1.0\r# x\rDjango==4.2.1\rb==2.0' },
    proofs: ['requirements.txt'],
    become: { 'requirements.txt': 'a==1.0\r# x\rDjango==4.2.30\rb==2.0' },
  },
  {
    what: 'a version of a list of constraints',
    type: 'pypi',
    files: {
      'requirements.txt': '-c constraints.txt\nDjango\n',
      'constraints.txt': '# why\nDjango==4.2.1\nflask==1.0\n',
    },
    proofs: ['requirements.txt'],
    become: { 'constraints.txt': '# why\nDjango==4.2.30\nflask==1.0\n' },
  },
  {
    what: 'both, where both pin it: pip takes no version that one does not let in',
    type: 'pypi',
    files: {
      'requirements.txt': '--constraint=limits/constraints.txt\nDjango==4.2.1\n',
      'limits/constraints.txt': 'django==4.2.1\r\n',
    },
    proofs: ['requirements.txt'],
    become: {
      'requirements.txt': '--constraint=limits/constraints.txt\nDjango==4.2.30\n',
      'limits/constraints.txt': 'django==4.2.30\r\n',
    },
  },
  {
    what: 'constraints of a list that includes it',
    type: 'pypi',
    files: {
      'requirements/dev.txt': '-r base.txt\n-c ../constraints.txt\n',
      'requirements/base.txt': 'Django\n',
      'constraints.txt': 'Django==4.2.1\n',
    },
    proofs: ['requirements/base.txt'],
    become: { 'constraints.txt': 'Django==4.2.30\n' },
  },
  {
    what: 'constraints with hashes',
    type: 'pypi',
    files: {
      'requirements.txt': '-c constraints.txt\nDjango==4.2.1\n',
      'constraints.txt': 'Django==4.2.1 --hash=sha256:00\n',
    },
    proofs: ['requirements.txt'],
    why: /constraints\.txt: its line has hashes/,
  },
  {
    what: 'constraints that do not let it in',
    type: 'pypi',
    files: { 'requirements.txt': '-c constraints.txt\nDjango==4.2.1\n', 'constraints.txt': 'Django<4.2.20\n' },
    proofs: ['requirements.txt'],
    why: /not plain that 4\.2\.30 is let in/,
  },
  {
    what: 'constraints that do',
    type: 'pypi',
    files: {
      'requirements.txt': '-c constraints.txt\nDjango==4.2.1\n',
      'constraints.txt': 'Django>=4.1, !=4.2.5,<5 # x\n',
    },
    proofs: ['requirements.txt'],
    become: { 'requirements.txt': '-c constraints.txt\nDjango==4.2.30\n' },
  },
  {
    what: 'a list that nothing joins to it',
    type: 'pypi',
    files: { 'requirements.txt': 'Django==4.2.1\n', 'other/requirements.txt': 'Django==4.2.1\n' },
    proofs: ['requirements.txt'],
    become: { 'requirements.txt': 'Django==4.2.30\n' },
  },
  {
    what: 'a property of a parent in the tree',
    type: 'maven',
    files: {
      'pom.xml': project('root', held('2.4')),
      'a/pom.xml': project('a', parent() + dependencies(keel(use))),
      'b/pom.xml': project('b', parent('..') + dependencies(keel(use))),
    },
    proofs: ['a/pom.xml', 'b/pom.xml'],
    become: { 'pom.xml': project('root', held('2.14.0')) },
  },
  {
    what: 'a property that a child says again',
    type: 'maven',
    files: {
      'pom.xml': project('root', held('2.4')),
      'a/pom.xml': project('a', parent() + held('2.4') + dependencies(keel(use))),
    },
    proofs: ['a/pom.xml'],
    become: { 'a/pom.xml': project('a', parent() + held('2.14.0') + dependencies(keel(use))) },
  },
  {
    what: 'managed by a parent',
    type: 'maven',
    files: { 'pom.xml': project('root', managed('2.4')), 'a/pom.xml': project('a', parent() + dependencies(keel())) },
    proofs: ['a/pom.xml'],
    become: { 'pom.xml': project('root', managed('2.14.0')) },
  },
  {
    what: 'a property of a parent that another child uses for something else',
    type: 'maven',
    files: {
      'pom.xml': project('root', held('2.4')),
      'a/pom.xml': project('a', parent() + dependencies(keel(use))),
      'b/pom.xml': project('b', parent() + dependencies(keel(use, 'mast'))),
    },
    proofs: ['a/pom.xml'],
    why: /the same text says the version of org\.mast:mast/,
  },
  {
    what: 'a property that a plug-in uses',
    type: 'maven',
    files: {
      'pom.xml': project(
        'root',
        `${held('2.4')}${dependencies(keel(use))}<build><plugins><plugin><version>${use}</version></plugin></plugins></build>`,
      ),
    },
    proofs: ['pom.xml'],
    why: /more than dependencies/,
  },
  {
    what: 'a parent that is elsewhere',
    type: 'maven',
    files: { 'a/pom.xml': project('a', parent('../../../pom.xml') + dependencies(keel())) },
    proofs: ['a/pom.xml'],
    why: /not in this tree/,
  },
  {
    what: 'parents in a ring',
    type: 'maven',
    files: {
      'pom.xml': project('root', parent('a/pom.xml')),
      'a/pom.xml': project('a', parent() + dependencies(keel())),
    },
    proofs: ['a/pom.xml'],
    why: /not in this tree/,
  },
];

for (const { what, type, files, proofs, become = {}, why } of cases)
  test(`${type}: ${what}`, () => {
    const { to, ...found } = wishes[type];
    const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
    const plan = planEdits(texts, [{ found: { ...found, type, paths: proofs, direct: true }, to }]);
    assert.deepEqual(
      Object.fromEntries(plan.files.map(({ path, text }) => [path, text])),
      become,
      plan.outcomes[0]?.why,
    );
    assert.equal(plan.outcomes[0]?.state, why === undefined ? 'edited' : 'kept');
    if (why !== undefined) assert.match(plan.outcomes[0]?.why ?? '', why);
    const after = texts.map(({ path, text }) => ({ path, text: become[path] ?? text }));
    const again = planEdits(after, [{ found: { ...found, version: to, type, paths: proofs, direct: true }, to }]);
    assert.deepEqual(again.files, []);
  });
