import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPurl, SeaworthyError } from '../../../core/index.ts';
import { programFormat } from '../../../foundations/formats/index.ts';
import { versionOrder } from '../../../foundations/versions/index.ts';
import type { Example } from './example.ts';
import { type Extraction, type Extractor, type FoundPackage, type Gift, gifts } from './extractor.ts';
import { declaredExtractors, extractors as installed } from './index.ts';
import { WantedIndex } from './wanted.ts';

const extractors = [...installed, ...declaredExtractors];

for (const extractor of extractors) await extractor.prepare?.();

/** The folders of extractors, `TYPE/NAME`: each holds an example. */
const folders = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter(({ name, parentPath }) => name === 'example.ts' && parentPath !== import.meta.dirname)
  .map(({ parentPath }) => relative(import.meta.dirname, parentPath));

/** Each folder's example by the extractor that the folder exports. */
const examples = new Map(
  await Promise.all(
    folders.map(async (folder): Promise<readonly [unknown, Example]> => {
      const { example }: { example: Example } = await import(`./${folder}/example.ts`);
      const exported: Readonly<Record<string, unknown>> = await import(`./${folder}/index.ts`);
      return [Object.values(exported).find((value) => extractors.includes(value as Extractor)), example];
    }),
  ),
);

function exampleOf(extractor: Extractor): Example {
  const example = examples.get(extractor);
  assert.ok(example, `${extractor.id} has no example beside it`);
  return example;
}

await Promise.all(extractors.map((extractor) => extractor.prepare?.()));

/** What the files of an example tell together. */
function extractAll(extractor: Extractor, files: readonly Pick<Example, 'path' | 'bytes'>[]): readonly Extraction[] {
  const told = files.map(({ path, bytes }) => ({ path, extraction: extractor.extract(path, bytes) }));
  const joined = new Map(extractor.join?.(told).map(({ path, extraction }) => [path, extraction]));
  return told.map(({ path, extraction }) => joined.get(path) ?? extraction);
}

/** Runs `extract` on hostile bytes: an answer or one of our errors, nothing else. */
function extractOrRefuse(extractor: Extractor, path: string, bytes: Uint8Array): Extraction | undefined {
  try {
    return extractor.extract(path, bytes);
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, `${extractor.id} threw ${error}`);
    return undefined;
  }
}

test('every folder of an extractor is in the list, once', () => {
  assert.equal(folders.length, extractors.length);
  assert.deepEqual(new Set(examples.keys()), new Set(extractors));
  assert.equal(new Set(extractors.map(({ id }) => id)).size, extractors.length);
});

const ofSome =
  (has: (found: FoundPackage) => boolean) =>
  ({ packages }: Extraction): boolean =>
    packages.some(has);

/** Whether an extraction holds what an extractor says that it gives. */
const isGiven: Readonly<Record<Gift, (extraction: Extraction) => boolean>> = {
  architectures: ofSome(({ architecture }) => architecture !== undefined),
  code: ofSome(({ code }) => code !== undefined),
  dependencies: ofSome(({ requires }) => (requires?.length ?? 0) > 0),
  files: (extraction) =>
    extraction.files.some(({ files }) => files.length > 0) ||
    extraction.packages.some(({ files }) => (files?.length ?? 0) > 0),
  licences: ofSome(({ licences }) => (licences?.length ?? 0) > 0),
  origins: ofSome(({ origin }) => origin !== undefined),
  sources: ofSome(({ source }) => source !== undefined),
};

for (const extractor of extractors) {
  test(`${extractor.id}: says what it is`, () => {
    assert.match(extractor.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.ok(Number.isInteger(extractor.version) && extractor.version >= 1);
    assert.match(extractor.title, /^[A-Z][^\n]{10,79}$/);
    assert.ok(extractor.maxBytes >= 1024);
  });

  test(`${extractor.id}: wants its places and leaves other files alone`, () => {
    const index = new WantedIndex([extractor]);
    const { places = [], anywhere = [], programs } = extractor.wanted;
    assert.ok(programs || places.length + anywhere.length > 0, 'it wants something');
    for (const place of places) {
      assert.ok(!place.startsWith('/') && !place.slice(0, place.lastIndexOf('/')).includes('*'), place);
      assert.deepEqual(index.byPath(place.replace('*', 'name')), [extractor], place);
      assert.deepEqual(index.byPath(`srv/${place.replace('*', 'name')}`), [], 'only at the root');
    }
    for (const path of [
      '',
      'etc/passwd',
      'package.json.orig',
      'usr/share/doc/README',
      '.',
      'a/b/c.txt',
      '\u0000',
      '//',
    ]) {
      assert.deepEqual(index.at(path, { size: 1000, mode: 0o644 }), [], path);
    }
  });

  test(`${extractor.id}: reads its example, the same every time`, () => {
    const example = exampleOf(extractor);
    const stat = { size: example.bytes.length, mode: example.mode ?? 0o644 };
    assert.deepEqual(new WantedIndex([extractor]).at(example.path, stat), [extractor]);
    assert.ok(!extractor.wanted.programs || programFormat(example.bytes.subarray(0, 512)));
    const before = example.bytes.slice();
    const extraction = extractor.extract(example.path, example.bytes);
    const told = extractAll(extractor, [example, ...(example.beside ?? [])]).flatMap(({ packages }) => packages);
    assert.deepEqual([...new Set(told.map(({ name, version }) => `${name}@${version}`))].sort(), example.packages);
    // A manifest that is a program names nothing that could be read.
    assert.ok(example.packages.length > 0 || extraction.aside === true);
    // Of a manifest without a lock file the gap is what there is to tell.
    if (extraction.aside !== true) assert.deepEqual(extraction.problems, []);
    assert.deepEqual(extractor.extract(example.path, example.bytes), extraction);
    assert.deepEqual(example.bytes, before, 'the bytes are only lent');
    assert.deepEqual(
      structuredClone(extraction),
      JSON.parse(JSON.stringify(extraction)),
      'what is told survives a cache',
    );
  });

  test(`${extractor.id}: every package of the example can be named and compared`, () => {
    const example = exampleOf(extractor);
    const extraction = extractor.extract(example.path, example.bytes);
    for (const found of extraction.packages) {
      const order = versionOrder(found.versionOrder);
      assert.ok(order, `no version order ${found.versionOrder}`);
      // What was not taken from a registry may have no version, and what no lock file names has none.
      const isNone = found.version === '' && (found.origin?.takenFrom !== undefined || extraction.aside === true);
      assert.ok(isNone || order.isValid(found.version), `${found.version} is no version of ${order.title}`);
      const purl = formatPurl({ type: found.type, ...found.purl, version: found.version });
      assert.match(purl, /^pkg:[a-z]+\/[^\s]+$/);
      for (const file of found.files ?? []) assert.match(file, /^[^/]/, 'no leading slash');
    }
  });

  test(`${extractor.id}: gives what it says, neither more nor less`, () => {
    const { beside = [], ...example } = exampleOf(extractor);
    const told = extractAll(extractor, [example, ...beside]);
    assert.deepEqual(
      gifts.filter((gift) => told.some((extraction) => isGiven[gift](extraction))),
      extractor.gives,
    );
  });

  test(`${extractor.id}: survives hostile bytes`, () => {
    const { path, bytes } = exampleOf(extractor);
    extractOrRefuse(extractor, path, new Uint8Array());
    for (const filler of [0x00, 0x0a, 0x20, 0x3a, 0x7b, 0x5b, 0xff]) {
      extractOrRefuse(extractor, path, new Uint8Array(4096).fill(filler));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 512 }), (random) => {
        extractOrRefuse(extractor, path, random);
      }),
      { numRuns: 50 },
    );
    // The example cut short, and with single bytes changed, reaches deeper than noise does.
    const damage = fc.record({ cut: fc.nat(bytes.length), at: fc.nat(bytes.length), value: fc.nat(255) });
    fc.assert(
      fc.property(damage, ({ cut, at, value }) => {
        extractOrRefuse(extractor, path, bytes.subarray(0, cut));
        const changed = bytes.slice();
        if (at < changed.length) changed[at] = value;
        extractOrRefuse(extractor, path, changed);
      }),
      { numRuns: 100 },
    );
  });
}
