import { makeElf, makeMachO, makePe } from '../../fixtures/index.ts';
import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, listsUnidentified } from '../oracles.ts';
import { alpine } from '../roots.ts';
import { inEveryShape, scanWords } from '../shapes.ts';
import type { Files } from '../world.ts';

const sections = [{ name: '.text', bytes: Buffer.alloc(256, 0x90) }];

/** Programs in which nothing says what they were made of. */
const programs: readonly (readonly [name: string, path: string, bytes: Uint8Array])[] = [
  ['ELF of 64 bits', 'bin/server', makeElf({ wordSize: 8, littleEndian: true, sections })],
  ['ELF of 32 bits', 'bin/server', makeElf({ wordSize: 4, littleEndian: true, sections })],
  ['ELF of the other byte order', 'bin/server', makeElf({ wordSize: 8, littleEndian: false, sections })],
  [
    'ELF without a table of sections',
    'bin/server',
    makeElf({ wordSize: 8, littleEndian: true, sections, withoutSections: true }),
  ],
  [
    'ELF, packed',
    'bin/server',
    makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: 'UPX!', bytes: Buffer.from('UPX!'.repeat(64)) }] }),
  ],
  ['ELF in the top folder', 'usr/bin/app', makeElf({ wordSize: 8, littleEndian: true, sections })],
  ['Mach-O', 'bin/server', makeMachO({ wordSize: 8, littleEndian: true, sections })],
  ['PE', 'bin/server', makePe({ wordSize: 8, sections })],
];

const listed = (name: string, path: string, files: Files): readonly GreenInput[] =>
  inEveryShape(name, files, listsUnidentified(path));

/** The one exception, named in docs/exit-codes.md: the image was looked at whole, so `scan` may end with 0; nothing is known of the program, so it is no clean one. */
export const programsKind: GreenKind = {
  id: 'programs',
  title: 'a program that nothing identifies: listed beside the verdict, and not clean to a gate',
  inputs: [
    ...programs.flatMap(([name, path, bytes]) => listed(`scratch, ${name}`, path, { [path]: bytes })),
    ...programs.slice(0, 2).flatMap(([name, , bytes]) =>
      listed(`Alpine, ${name} of no package`, 'usr/local/bin/mine', {
        ...alpine(['sound', '1.0-r0']),
        'usr/local/bin/mine': bytes,
      }),
    ),
    ...programs.map(
      ([name, path, bytes]): GreenInput => ({
        name: `gate: ${name} is not clean`,
        expect: ends(3, 5),
        prepare: async (world) => {
          const image = await world.layout({ [path]: bytes });
          await world.must([...(await scanWords(world, image)), '-q'], [0, 5]);
          return gateWords(world, 'findings: [{ severity: critical }]', image);
        },
      }),
    ),
  ],
};
