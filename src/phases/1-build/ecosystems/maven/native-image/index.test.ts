import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeElf } from '../../../../../../lab/fixtures/index.ts';
import { kindOf } from '../../index.ts';
import { example } from './example.ts';
import { nativeImage } from './index.ts';

before(() => nativeImage.prepare?.());

test('a native image: its packages, and what they need', () => {
  // The list of all ecosystems tells which kinds a document may name.
  assert.ok(kindOf('maven'));
  const { packages, isSettled } = nativeImage.extract(example.path, example.bytes);
  assert.equal(isSettled, true);
  const app = packages.find(({ name }) => name === 'org.example:app');
  const needed = packages.find(({ name }) => name !== 'org.example:app');
  assert.deepEqual(app?.requires, [needed?.provides]);
});

test('a program without the list has nothing, also one that only names it', () => {
  for (const bytes of [new Uint8Array(24), Buffer.from('\0sbom\0sbom_length\0')]) {
    const sections = [
      { name: '.dynsym', bytes: new Uint8Array(48) },
      { name: '.dynstr', bytes },
    ];
    assert.deepEqual(nativeImage.extract('bin/x', makeElf({ wordSize: 8, littleEndian: true, sections })).packages, []);
  }
});

/** The example with other bytes at a place in it. */
function changed(change: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(example.bytes);
  change(bytes);
  return bytes;
}
// Where the variables lie in the file: the document first, which begins as gzip does, then its length.
const document = Buffer.from(example.bytes).indexOf(Buffer.from([0x1f, 0x8b, 8]));
const size = Buffer.from(example.bytes).readUInt32LE(document + 248);

const bad: [title: string, change: (bytes: Buffer) => void, code: string][] = [
  ['a length beyond the program', (bytes) => bytes.writeBigUInt64LE(10_000n, document + 248), 'E_FORMAT'],
  ['a length larger than any', (bytes) => bytes.writeBigUInt64LE(1n << 40n, document + 248), 'E_LIMIT'],
  ['a document that is damaged', (bytes) => bytes.fill(0xff, document + 20, document + 60), 'E_FORMAT'],
];
for (const [title, change, code] of bad) {
  test(`a native image with ${title} is refused`, () => {
    assert.equal(size, 242);
    assert.throws(() => nativeImage.extract('bin/x', changed(change)), { code });
  });
}
