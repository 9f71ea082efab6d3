import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Coverage,
  type Digest,
  defined,
  emptyCoverage,
  formatPurl,
  isIncomplete,
  type LayerRef,
  leftOut,
  type Package,
  type Problem,
  type Subject,
} from '../../core/index.ts';
import { cyclonedxBom } from './cyclonedx/write.ts';
import { cyclonedxXml } from './cyclonedx/xml.ts';
import type { Listed } from './listed.ts';
import { spdxTagValue } from './spdx/tag-value.ts';
import { spdxDocument } from './spdx/write.ts';
import { spdx3Document } from './spdx/write-3.ts';
import { read, readText, versionOrderOf } from './testing/documents.ts';

const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;
const layers: readonly LayerRef[] = [
  { index: 0, digest: digest('a'), createdBy: 'COPY . /' },
  { index: 1, digest: digest('b') },
];
const subject: Subject = {
  kind: 'image',
  name: 'shop/web:1',
  digest: digest('1'),
  configDigest: digest('2'),
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
};
const listed = (packages: readonly Package[], over: Partial<Listed> = {}): Listed => ({
  subject,
  distribution: { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' },
  packages,
  layers,
  coverage: emptyCoverage,
  created: '2026-01-02T03:04:05.678Z',
  tool: { name: 'seaworthy', version: '1.2.3' },
  ...over,
});

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed());
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const pathOf = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  word.map((text) => `usr/${text.replaceAll('/', '-')}`);
const anyPackage = (word: fc.Arbitrary<string>): fc.Arbitrary<Package> =>
  fc
    .record({
      type: fc.constantFrom('apk', 'deb', 'npm', 'rpm', 'maven', 'generic', 'golang'),
      namespace: maybe(fc.constantFrom('debian', '@scope', 'org.example')),
      name: word,
      version: fc.oneof(word, fc.constantFrom('1:2.3-4', '0:1-1.el9', '12:1.0', '')),
      qualifiers: fc.dictionary(fc.constantFrom('arch', 'distro', 'repository_url', 'epoch_of'), word, { maxKeys: 2 }),
      subpath: maybe(fc.constant('a/b')),
      architecture: maybe(word),
      os: maybe(fc.constantFrom('linux', 'windows')),
      code: maybe(
        fc.record(
          {
            parts: fc.array(
              fc.record({ name: word, functions: fc.array(word) }, { requiredKeys: ['name'], noNullPrototype: true }),
              {
                maxLength: 3,
              },
            ),
            ways: fc.array(word, { maxLength: 2 }),
          },
          { noNullPrototype: true },
        ),
      ),
      source: maybe(
        fc.record({ name: word, version: fc.oneof(word, fc.constantFrom('1:2.3-4', '')) }, { noNullPrototype: true }),
      ),
      origin: maybe(
        fc.record(
          { maintainer: word, vendor: word, bugs: word, commit: word, homepage: word, takenFrom: word },
          { requiredKeys: ['vendor'], noNullPrototype: true },
        ),
      ),
      licences: fc.array(fc.oneof(word, fc.constantFrom('MIT', 'MIT AND (GPL-2.0-only OR MIT)')), { maxLength: 3 }),
      paths: fc.uniqueArray(pathOf(word), { minLength: 1, maxLength: 3 }),
      layer: maybe(fc.constantFrom(...layers)),
      files: fc.uniqueArray(pathOf(word), { maxLength: 3 }).map((all) => all.sort(compare)),
      foundBy: fc.constantFrom('dpkg', 'node-modules'),
      isDeclared: fc.boolean(),
      form: maybe(fc.constantFrom('file', 'part')),
      file: maybe(
        fc.record(
          {
            sha256: fc.constant('ab'.repeat(32)),
            sha512: fc.constant('cd'.repeat(64)),
            executable: fc.boolean(),
            archive: fc.boolean(),
          },
          { noNullPrototype: true },
        ),
      ),
      state: maybe(fc.constantFrom('unpacked', 'half-configured')),
      isForDevelopment: fc.boolean(),
      direct: maybe(fc.boolean()),
      order: maybe(fc.constantFrom('openssl', 'gem')),
    })
    .map(({ namespace, qualifiers, subpath, isDeclared, isForDevelopment, ...rest }): Package => {
      const {
        type,
        name,
        version,
        architecture,
        os,
        code,
        source,
        origin,
        layer,
        form,
        file,
        state,
        direct,
        order,
        ...all
      } = rest;
      const purl = formatPurl({ type, name, version, qualifiers, ...defined({ namespace, subpath }) });
      return {
        ...all,
        type,
        name,
        version,
        id: `${purl} /${all.paths[0]}`,
        purl,
        path: all.paths[0] ?? '',
        versionOrder: order ?? versionOrderOf(type),
        ...defined({ architecture, os, code, source, origin, layer, form, state }),
        ...defined({ file: form === 'file' ? file : undefined }),
        ...(isDeclared ? { evidence: 'declared', ...defined({ direct }) } : {}),
        ...(isForDevelopment ? { development: true } : {}),
      };
    });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Of each package, by the places of the others among them: what it needs, and who brought it. */
const anyTies = fc.array(
  fc.record({ needs: maybe(fc.uniqueArray(fc.nat(5), { maxLength: 3 })), owner: maybe(fc.nat(5)) }),
  { minLength: 6, maxLength: 6 },
);
const anyPackages = (word: fc.Arbitrary<string>): fc.Arbitrary<readonly Package[]> =>
  fc
    .tuple(fc.uniqueArray(anyPackage(word), { minLength: 1, maxLength: 6, selector: ({ id }) => id }), anyTies)
    .map(([packages, ties]) =>
      packages
        .map((one, index): Package => {
          const { needs, owner } = ties[index] ?? {};
          const dependencies = needs?.flatMap((at) => packages[at]?.id ?? []).filter((id) => id !== one.id);
          const ownedBy = owner === undefined ? undefined : packages[owner]?.id;
          return {
            ...one,
            ...defined({ dependencies: dependencies?.sort(), ownedBy: ownedBy === one.id ? undefined : ownedBy }),
          };
        })
        .sort(
          (a, b) =>
            compare(a.type, b.type) ||
            compare(a.name, b.name) ||
            compare(a.version, b.version) ||
            compare(a.path, b.path),
        ),
    );
const anyListed = (word: fc.Arbitrary<string>): fc.Arbitrary<Listed> =>
  fc
    .record({
      packages: anyPackages(word),
      distribution: maybe(
        fc.record(
          {
            id: fc.constantFrom('debian', 'rocky'),
            version: word,
            codename: word,
            like: fc.array(fc.constantFrom('rhel', 'centos', 'fedora'), { maxLength: 2 }),
            prettyName: word,
            repositories: fc.array(fc.constantFrom('ubi-9-baseos-rpms', 'x.y_Z'), { minLength: 1, maxLength: 2 }),
            path: fc.constantFrom('etc/os-release', 'usr/lib/os-release'),
          },
          { requiredKeys: ['id', 'like', 'path'], noNullPrototype: true },
        ),
      ),
      layers: fc.constantFrom(layers, []),
    })
    .map(({ packages, distribution, layers: some }): Listed => {
      const { distribution: _none, ...all } = listed(
        packages.map((one) => (some.length > 0 ? one : withoutLayer(one))),
        { layers: some },
      );
      return { ...all, ...defined({ distribution: distribution && { ...distribution } }) };
    });
const withoutLayer = ({ layer: _none, ...one }: Package): Package => one;

type Writer = (given: Listed) => object | string;
const writers = [
  ['CycloneDX', cyclonedxBom],
  ['SPDX', spdxDocument],
  ['SPDX 3', spdx3Document],
] as const;
/** Without characters that these forms have no way to write, and without blanks at an end. */
const plainWord = fc.stringMatching(/^[!-~]([ -~]{0,6}[!-~])?$/);
const xml: Writer = (given) => cyclonedxXml(cyclonedxBom(given));
const tags: Writer = (given) => spdxTagValue(spdxDocument(given));
const ways: readonly (readonly [string, readonly Writer[], fc.Arbitrary<string>?])[] = [
  ['CycloneDX in XML', [xml], plainWord],
  ['SPDX in tag-value form', [tags], plainWord],
  ['CycloneDX in XML, SPDX in tag-value form and SPDX 3', [xml, tags, spdx3Document], plainWord],
  ...writers.map(([name, write]) => [name, [write]] as const),
  ['CycloneDX, SPDX and CycloneDX again', [cyclonedxBom, spdxDocument, cyclonedxBom]],
  ['SPDX, CycloneDX and SPDX again', [spdxDocument, cyclonedxBom, spdxDocument]],
  ['SPDX 3, SPDX and CycloneDX', [spdx3Document, spdxDocument, cyclonedxBom]],
];
const problem = (message: string): Problem => ({
  code: 'E_READ',
  message,
  where: 'a layer',
  part: 'x',
  incomplete: false,
});
const npmPackage: Package = {
  id: 'a',
  name: 'a',
  version: '1',
  purl: 'pkg:npm/a@1',
  type: 'npm',
  versionOrder: 'semver',
  licences: [],
  path: 'a/package.json',
  paths: ['a/package.json'],
  files: [],
  foundBy: 'node-modules',
};

for (const [name, way, words = word] of ways)
  test(`${name}: what was written is read back, all of it`, () => {
    fc.assert(
      fc.property(anyListed(words), (first) => {
        let now = first;
        for (const write of way) {
          const written = write(now);
          const {
            inventory,
            image,
            format,
            name: of,
          } = typeof written === 'string' ? readText(written) : read(written);
          assert.match(format, /^(?:CycloneDX 1\.\d|SPDX (?:2\.3|3\.0\.1))$/);
          assert.deepEqual(inventory.packages, first.packages);
          assert.deepEqual(inventory.distribution, first.distribution);
          assert.deepEqual(inventory.layers, first.layers);
          assert.equal(of, 'shop/web:1');
          assert.deepEqual({ ...subject, ...image }, subject);
          assert.equal(isIncomplete(inventory.coverage), false, JSON.stringify(inventory.coverage.problems));
          const { distribution: _none, ...empty } = listed([]);
          now = { ...empty, ...inventory, subject: { ...subject, ...image } };
        }
      }),
      { numRuns: 100 },
    );
  });

const missed: readonly (readonly [string, Partial<Coverage>, boolean])[] = [
  ['something missed', { problems: [{ ...problem('gone'), incomplete: true }] }, true],
  ['something worth knowing', { problems: [problem('old')] }, false],
  ['a program that nobody identified', { unidentified: [{ path: 'opt/tool', what: 'executable (ELF)' }] }, false],
  [
    'all of it',
    {
      problems: [problem('old'), { ...problem('gone'), incomplete: true }],
      unidentified: ['opt/a "b"', 'opt/tool'].map((path) => ({ path, what: 'executable (ELF)' })),
    },
    true,
  ],
];

for (const [name, write] of writers)
  for (const [what, said, isPart] of missed)
    test(`${name}: ${what} is read back`, () => {
      const { coverage } = read(write(listed([npmPackage], { coverage: { ...emptyCoverage, ...said } }))).inventory;
      assert.equal(isIncomplete(coverage), isPart);
      assert.deepEqual(coverage.unidentified, said.unidentified ?? []);
      for (const { where, message } of said.problems ?? [])
        assert.ok(coverage.problems.some((told) => told.message.includes(`${where}: ${message}`)));
    });

for (const [name, write] of [...writers, ['CycloneDX in XML', xml], ['SPDX in tag-value form', tags]] as const)
  test(`${name}: what was left out as asked is told to whoever reads it back, also through another form`, () => {
    const asked = { ...emptyCoverage, parts: [leftOut('as asked: without npm')] };
    const back = (written: object | string) => (typeof written === 'string' ? readText(written) : read(written));
    const { coverage } = back(write(listed([npmPackage], { coverage: asked }))).inventory;
    assert.ok(isIncomplete(coverage));
    assert.ok(coverage.problems.some(({ message }) => message.includes('left out, as asked: without npm')));
    for (const [, again] of writers)
      assert.ok(isIncomplete(back(again(listed([npmPackage], { coverage }))).inventory.coverage));
    assert.ok(!isIncomplete(back(write(listed([npmPackage]))).inventory.coverage));
  });

test('CycloneDX: of an image also its layers', () => {
  const { image, inventory } = read(cyclonedxBom(listed([])));
  assert.deepEqual(image, {
    digest: digest('1'),
    configDigest: digest('2'),
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  });
  assert.deepEqual(inventory.layers, layers);
});
