import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeElf, makeFatMachO, makeMachO, makePe } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { partOf, sourceOf } from '../source/byte-source.ts';
import { bytesAt, type Program, partBytes, programFormat, readPrograms } from './index.ts';

const programsIn = (bytes: Uint8Array): readonly Program[] => readPrograms(sourceOf(bytes), 'x');

const content = new TextEncoder().encode('what is in the section');
const sections = [
  { name: '.data', bytes: new Uint8Array(100).fill(7) },
  { name: '.note', bytes: content },
];
const shapes = [
  { wordSize: 4, littleEndian: true },
  { wordSize: 4, littleEndian: false },
  { wordSize: 8, littleEndian: true },
  { wordSize: 8, littleEndian: false },
] as const;

const made: [title: string, bytes: Uint8Array, format: string, count: number][] = [
  ...shapes.map((shape): [string, Uint8Array, string, number] => [
    `ELF, ${shape.wordSize * 8} bits, ${shape.littleEndian ? 'little' : 'big'}-endian`,
    makeElf({ ...shape, sections }),
    'elf',
    1,
  ]),
  ...shapes.map((shape): [string, Uint8Array, string, number] => [
    `Mach-O, ${shape.wordSize * 8} bits, ${shape.littleEndian ? 'little' : 'big'}-endian`,
    makeMachO({ ...shape, sections }),
    'mach-o',
    1,
  ]),
  ['PE, 32 bits', makePe({ wordSize: 4, sections }), 'pe', 1],
  ['PE, 64 bits', makePe({ wordSize: 8, sections }), 'pe', 1],
  ['fat Mach-O', makeFatMachO(shapes.map((shape) => makeMachO({ ...shape, sections }))), 'mach-o', 4],
];

for (const [title, bytes, format, count] of made) {
  test(`programs: ${title}`, () => {
    assert.equal(programFormat(bytes.subarray(0, 8)), format);
    const programs = programsIn(bytes);
    assert.equal(programs.length, count);
    for (const program of programs) {
      assert.equal(program.format, format);
      const note = program.sections.find(({ name }) => name === '.note');
      assert.ok(note?.writable);
      assert.deepEqual(partBytes(program, note).subarray(0, content.length), content);
      assert.deepEqual(bytesAt(program, note.address + 5, 6), content.subarray(5, 11));
      assert.equal(bytesAt(program, 1, 1), undefined);
      assert.ok(program.segments.some(({ writable }) => writable));
    }
  });
}

test('an ELF file without its table of sections still has segments', () => {
  const [program] = programsIn(makeElf({ wordSize: 8, littleEndian: true, sections, withoutSections: true }));
  assert.deepEqual(program?.sections, []);
  assert.equal(program?.segments.length, 1);
});

test('a section whose content is elsewhere is left out', () => {
  const absent = sections.map((section) => ({ ...section, absent: true }));
  const [program] = programsIn(makeElf({ wordSize: 8, littleEndian: true, sections: absent }));
  assert.deepEqual(
    program?.sections.map(({ name }) => name),
    ['.shstrtab'],
  );
});

const others: [title: string, head: number[]][] = [
  ['nothing', []],
  ['a script', [0x23, 0x21, 0x2f, 0x62, 0x69, 0x6e, 0x2f, 0x73]],
  ['a Java class, which begins like a fat Mach-O', [0xca, 0xfe, 0xba, 0xbe, 0x00, 0x00, 0x00, 0x34]],
  ['a Java class of 1996', [0xca, 0xfe, 0xba, 0xbe, 0x00, 0x03, 0x00, 0x2d]],
];
for (const [title, head] of others) {
  test(`programs: ${title} is none`, () => {
    assert.equal(programFormat(Uint8Array.from(head)), undefined);
    assert.deepEqual(programsIn(Uint8Array.from(head)), []);
  });
}

test('a DOS program has no parts', () => {
  assert.deepEqual(programsIn(new Uint8Array(200).fill(0x4d).fill(0x5a, 1, 2)), []);
});

const damaged: [title: string, bytes: Uint8Array, code: string][] = [
  ['four bytes of ELF', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46]), 'E_FORMAT'],
  ['a cut ELF header', makeElf({ wordSize: 8, littleEndian: true, sections }).subarray(0, 50), 'E_TRUNCATED'],
  ['a cut PE header', makePe({ wordSize: 8, sections }).subarray(0, 0x90), 'E_TRUNCATED'],
  ['a fat Mach-O of nothing', makeFatMachO([new Uint8Array(64)]), 'E_FORMAT'],
];
for (const [title, bytes, code] of damaged) {
  test(`programs: ${title} is refused`, () => assert.throws(() => programsIn(bytes), { code }));
}

test('damaged headers give parts inside the file or one of our errors', () => {
  const damage = fc.record({
    which: fc.nat(made.length - 1),
    changes: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    cut: fc.nat(2_000),
  });
  fc.assert(
    fc.property(damage, ({ which, changes, cut }) => {
      const bytes = made[which]?.[1].slice(0, Math.max(64, cut)) ?? new Uint8Array();
      for (const [at, value] of changes) bytes[at] = value;
      try {
        for (const program of programsIn(bytes)) {
          for (const part of [...program.sections, ...program.segments]) {
            assert.ok(part.size > 0 && part.offset >= 0 && part.offset + part.size <= program.source.size);
          }
        }
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test('a program is read by its headers and the parts asked for, and once for all who look at it', () => {
  const padding = { name: '.text', bytes: new Uint8Array(3_000_000) };
  const bytes = makeElf({ wordSize: 8, littleEndian: true, sections: [padding, ...sections] });
  let taken = 0;
  const whole = sourceOf(bytes);
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => {
      taken += length;
      return whole.read(offset, length);
    },
  };
  const [program] = readPrograms(source, 'x');
  const headers = taken;
  assert.ok(headers > 0 && headers < 200_000, `${headers} bytes were read`);
  assert.equal(readPrograms(source, 'x')[0], program);
  assert.equal(taken, headers);
});

test('a part that nobody would hold in memory is refused', () => {
  const part = { name: '.huge', offset: 0, size: 2 ** 40, address: 0, writable: false };
  const source = partOf({ size: 2 ** 41, read: () => assert.fail('it was read') }, 0, 2 ** 41);
  const program: Program = { format: 'elf', littleEndian: true, wordSize: 8, source, sections: [part], segments: [] };
  assert.throws(() => partBytes(program, part), { code: 'E_LIMIT' });
});
