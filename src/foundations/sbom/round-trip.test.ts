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
  type Package,
  type Problem,
  type Subject,
} from '../../core/index.ts';
import { cyclonedxBom } from './cyclonedx/write.ts';
import type { Listed } from './listed.ts';
import { spdxDocument } from './spdx/write.ts';
import { read, versionOrderOf } from './testing/documents.ts';

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
const path = word.map((text) => `usr/${text.replaceAll('/', '-')}`);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const anyPackage = fc
  .record({
    type: fc.constantFrom('deb', 'npm', 'rpm', 'maven'),
    name: word,
    version: word,
    architecture: maybe(word),
    source: maybe(fc.record({ name: word, version: word })),
    origin: maybe(fc.record({ maintainer: word, vendor: word }, { requiredKeys: ['vendor'] })),
    licences: fc.array(fc.oneof(word, fc.constantFrom('MIT', 'MIT AND (GPL-2.0-only OR MIT)')), { maxLength: 3 }),
    paths: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
    layer: maybe(fc.constantFrom(...layers)),
    foundBy: fc.constantFrom('dpkg', 'node-modules'),
  })
  .map(({ architecture, source, origin, layer, ...rest }): Package => {
    const purl = formatPurl({ type: rest.type, name: rest.name, version: rest.version });
    return {
      ...rest,
      id: `${purl} /${rest.paths[0]}`,
      purl,
      path: rest.paths[0] ?? '',
      versionOrder: versionOrderOf(rest.type),
      files: [],
      ...defined({ architecture }),
      ...(source === undefined ? {} : { source: { ...source } }),
      ...(origin === undefined ? {} : { origin: { ...origin } }),
      ...defined({ layer }),
    };
  });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const anyPackages = fc
  .tuple(
    fc.uniqueArray(anyPackage, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
    fc.array(fc.option(fc.nat(5), { nil: undefined }), { minLength: 6, maxLength: 6 }),
  )
  .map(([packages, needs]) =>
    packages
      .map((one, index): Package => (index === 0 ? one : { ...one, ownedBy: packages[0]?.id ?? '' }))
      .map((one, index): Package => {
        const need = index === 0 ? undefined : needs[index];
        if (need === undefined) return one;
        return { ...one, dependencies: packages.flatMap(({ id }, at) => (at === need && id !== one.id ? [id] : [])) };
      })
      .sort(
        (a, b) =>
          compare(a.type, b.type) ||
          compare(a.name, b.name) ||
          compare(a.version, b.version) ||
          compare(a.path, b.path),
      ),
  );

const writers = [
  ['CycloneDX', cyclonedxBom],
  ['SPDX', spdxDocument],
] as const;
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

for (const [name, write] of writers)
  test(`${name}: what was written is read back`, () => {
    fc.assert(
      fc.property(anyPackages, (packages) => {
        const { inventory, image, format, ...about } = read(write(listed(packages)));
        assert.deepEqual(inventory.packages, packages);
        assert.ok(format.startsWith(name));
        assert.equal(about.name, 'shop/web:1');
        assert.equal(image?.digest, digest('1'));
        assert.deepEqual([inventory.distribution?.id, inventory.distribution?.version], ['debian', '12']);
        assert.equal(isIncomplete(inventory.coverage), false, JSON.stringify(inventory.coverage.problems));
      }),
      { numRuns: 150 },
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

test('CycloneDX: of an image also its layers', () => {
  const { image, inventory } = read(cyclonedxBom(listed([])));
  assert.deepEqual(image, {
    digest: digest('1'),
    configDigest: digest('2'),
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  });
  assert.deepEqual(inventory.layers, layers);
});
