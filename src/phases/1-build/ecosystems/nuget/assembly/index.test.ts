import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPrograms, sourceOf } from '../../../../../foundations/formats/index.ts';
import { example } from './example.ts';
import { dotnetAssembly } from './index.ts';
import { readVersionResource } from './version-resource.ts';

/** The example with one text of its resource in the place of another of the same length. */
function respelt(from: string, to: string): Uint8Array {
  assert.equal(from.length, to.length);
  const bytes = Buffer.from(example.bytes);
  const [old, other] = [Buffer.from(from, 'utf16le'), Buffer.from(to, 'utf16le')];
  let count = 0;
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + old.length), count++) other.copy(bytes, at);
  assert.ok(count > 0, `${from} is not in it`);
  return bytes;
}

const told = (path: string, bytes: Uint8Array = example.bytes): string[] =>
  dotnetAssembly.extract(path, bytes).packages.map(({ name, version }) => `${name} ${version}`);

test('an assembly: what its resource says', () => {
  const [program] = readPrograms(sourceOf(example.bytes), 'x');
  assert.ok(program);
  const { isManaged, strings } = readVersionResource(program) ?? {};
  assert.equal(isManaged, true);
  assert.equal(strings?.get('ProductName'), 'Example Product');
  assert.equal(strings?.get('ProductVersion'), '2.1.3+abc');
  assert.equal(strings?.get('FileVersion'), '2.1.3.25517');
});

const rows: [title: string, path: string, bytes: Uint8Array, expected: string[]][] = [
  ['by its release, without the commit', 'a/Example.Json.dll', example.bytes, ['Example.Json 2.1.3']],
  [
    'by the version of the file, where the release is none',
    'a/Example.Json.dll',
    respelt('2.1.3+abc', 'release 2'),
    ['Example.Json 2.1.3.25517'],
  ],
  ['not under another name than it was built', 'a/Other.dll', example.bytes, []],
  ['not where it is a part of .NET', 'a/Example.Json.dll', respelt('Example Product', 'Microsoft® .NET'), []],
  ['not where it is a part of Mono', 'a/Example.Json.dll', respelt('Example Product', 'Mono Common Lan'), []],
];
for (const [title, path, bytes, expected] of rows) {
  test(`an assembly is told ${title}`, () => assert.deepEqual(told(path, bytes), expected));
}

test('a program that is not managed is told by others', () => {
  const bytes = Buffer.from(example.bytes);
  // The fifteenth directory of the optional header, of the runtime.
  const optional = bytes.readUInt32LE(0x3c) + 24;
  bytes.fill(0, optional + 96 + 14 * 8, optional + 96 + 15 * 8);
  assert.deepEqual(told('a/Example.Json.dll', bytes), []);
});
