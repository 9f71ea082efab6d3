import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeZip } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { defaultZipLimits, readZip } from './read-zip.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function readAll(bytes: Uint8Array, limits = defaultZipLimits): Record<string, string> {
  return Object.fromEntries([...readZip(bytes, 'test.zip', limits)].map((entry) => [entry.name, text(entry.read())]));
}

const code = (expected: string) => (error: unknown) => error instanceof SeaworthyError && error.code === expected;

test('zip: stored, deflated and zip64 entries read back', () => {
  const bytes = makeZip([
    { name: 'a.txt', content: 'plain', stored: true },
    { name: 'dir/', content: '' },
    { name: 'dir/b.txt', content: 'x'.repeat(5000) },
    { name: 'wide.txt', content: 'zip64 sizes', zip64: true },
  ]);
  assert.deepEqual(readAll(bytes), { 'a.txt': 'plain', 'dir/b.txt': 'x'.repeat(5000), 'wide.txt': 'zip64 sizes' });
  assert.deepEqual(readAll(makeZip([{ name: 'a', content: '1' }], { zip64End: true })), { a: '1' });
  assert.deepEqual(readAll(makeZip([])), {});
});

test('zip: an archive behind a start script reads as if it were not', () => {
  const bytes = Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), makeZip([{ name: 'a', content: 'in' }])]);
  assert.deepEqual(readAll(bytes), { a: 'in' });
});

test('zip: names cannot leave the archive', () => {
  const names = ['/etc/passwd', '../../up', 'a\\b', './c/./d'].map((name) => ({ name, content: name }));
  assert.deepEqual(Object.keys(readAll(makeZip(names))), ['etc/passwd', 'up', 'a/b', 'c/d']);
});

test('zip: what is wrong is told by its code', () => {
  const good = makeZip([{ name: 'a', content: 'hello hello hello hello' }]);
  const flipped = Buffer.from(good);
  flipped[36] = (flipped[36] ?? 0) ^ 0xff;
  const crcOnly = makeZip([{ name: 'a', content: 'hello', stored: true }]);
  crcOnly[31] = (crcOnly[31] ?? 0) ^ 1;
  const cases: readonly [string, Uint8Array, string][] = [
    ['no archive', Buffer.from('hello, this is some text and no archive'), 'E_FORMAT'],
    ['empty', new Uint8Array(0), 'E_FORMAT'],
    ['cut', good.subarray(0, good.length - 30), 'E_TRUNCATED'],
    ['damaged stream', flipped, 'E_FORMAT'],
    ['damaged stored content', crcOnly, 'E_FORMAT'],
    ['encrypted', makeZip([{ name: 'a', content: 'secret', encrypted: true }]), 'E_FORMAT'],
  ];
  for (const [what, bytes, expected] of cases) assert.throws(() => readAll(bytes), code(expected), what);
});

test('zip: bounds on entries, size, total and ratio', () => {
  const two = makeZip([
    { name: 'a', content: 'x'.repeat(100) },
    { name: 'b', content: 'y'.repeat(100) },
  ]);
  for (const limits of [{ entries: 1 }, { entryBytes: 99 }, { totalBytes: 199 }]) {
    assert.throws(() => readAll(two, { ...defaultZipLimits, ...limits }), code('E_LIMIT'), JSON.stringify(limits));
  }
  assert.equal(
    Object.keys(readAll(two, { ...defaultZipLimits, entries: 2, entryBytes: 100, totalBytes: 200 })).length,
    2,
  );
  const bomb = makeZip([{ name: 'zeros', content: new Uint8Array(4 * 1024 * 1024) }]);
  assert.throws(() => readAll(bomb), code('E_LIMIT'));
});

test('zip: what is stored is read where it lies, what is deflated is not', () => {
  const [plain, deflated] = [
    ...readZip(
      makeZip([
        { name: 'a', content: 'some text', stored: true },
        { name: 'b', content: 'some text' },
      ]),
      'x',
    ),
  ];
  assert.equal(text(plain?.stored()?.read(5, 100) ?? new Uint8Array()), 'text');
  assert.equal(deflated?.stored(), undefined);
  const [encrypted] = [...readZip(makeZip([{ name: 'a', content: 'x', stored: true, encrypted: true }]), 'x')];
  assert.equal(encrypted?.stored(), undefined);
});

test('zip: whatever files, they read back', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const file = fc.record({
    name,
    content: fc.uint8Array({ maxLength: 300 }),
    stored: fc.boolean(),
    zip64: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 6 }),
      fc.boolean(),
      (files, zip64End) => {
        const read = [...readZip(makeZip(files, { zip64End }), 'x')].map((entry) => [entry.name, [...entry.read()]]);
        assert.deepEqual(
          read,
          files.map(({ name, content }) => [name, [...content]]),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('zip: damaged bytes are refused with one of our errors or read as something', () => {
  const good = makeZip([
    { name: 'a', content: 'some content to be inflated' },
    { name: 'b', content: 'stored', stored: true, zip64: true },
  ]);
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(good.length), (changes, cut) => {
      const bytes = Buffer.from(good.subarray(0, cut < 20 ? good.length : cut));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        readAll(bytes);
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
    { numRuns: 300 },
  );
});
