import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeElf } from '../../../../../../lab/fixtures/index.ts';
import { formatPurl, SeaworthyError } from '../../../../../core/index.ts';
import { elfNote } from './index.ts';

interface NoteFixture {
  readonly littleEndian?: boolean;
  readonly type?: number;
  /** What the header says of the text's length, where it lies. */
  readonly textSize?: number;
}

function program(text: string, { littleEndian = true, type = 0xcafe1a7e, textSize }: NoteFixture = {}): Uint8Array {
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4);
  padded.write(text, 'latin1');
  const header = Buffer.alloc(16);
  for (const [at, value] of [4, textSize ?? text.length, type].entries()) {
    if (littleEndian) header.writeUInt32LE(value, at * 4);
    else header.writeUInt32BE(value, at * 4);
  }
  header.write('FDO\0', 12, 'latin1');
  const sections = [{ name: '.note.package', bytes: Buffer.concat([header, padded]) }];
  return makeElf({ wordSize: 8, littleEndian, sections });
}

const json = (value: unknown): string => `${JSON.stringify(value)}\0`;
const whole = { type: 'deb', name: 'hello', version: '1:2.10-3', architecture: 'amd64', os: 'debian', osVersion: '12' };

const purlOf = (bytes: Uint8Array): string | undefined => {
  const [found] = elfNote.extract('usr/local/bin/hello', bytes).packages;
  return found && formatPurl({ type: found.type, ...found.purl, version: found.version });
};

test('a note names a package, its system and its version, in both byte orders', () => {
  const expected = 'pkg:deb/debian/hello@1:2.10-3?arch=amd64&distro=debian-12';
  assert.equal(purlOf(program(json(whole))), expected);
  assert.equal(purlOf(program(json(whole), { littleEndian: false })), expected);
  assert.equal(purlOf(program(JSON.stringify(whole))), expected, 'without a zero at its end');
});

const silent: [title: string, bytes: Uint8Array, notes: number][] = [
  ['of a kind that is not known', program(json({ ...whole, type: 'flatpak' })), 1],
  ['without a kind', program(json({ name: 'a', version: '1' })), 1],
  ['without a version', program(json({ ...whole, version: undefined })), 1],
  ['with a name that is no word', program(json({ ...whole, name: 'a b\n' })), 1],
  ['with a name that is no text', program(json({ ...whole, name: ['a'] })), 1],
  ['that is no object', program(json('hello')), 1],
  ['of another type', program(json(whole), { type: 1 }), 0],
  ['longer than its section', program(json(whole), { textSize: 4096 }), 0],
  ['of a length that cannot be', program(json(whole), { textSize: 0xffffffff }), 0],
];
for (const [title, bytes, notes] of silent) {
  test(`a note ${title} is no package`, () => {
    const extraction = elfNote.extract('usr/bin/a', bytes);
    assert.deepEqual([extraction.packages, extraction.notes?.length], [[], notes]);
  });
}

test('a note that is no JSON is told', () => {
  assert.throws(() => elfNote.extract('usr/bin/a', program('{"type":"deb"')), SeaworthyError);
});
