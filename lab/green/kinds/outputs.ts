import { reportFormats } from '../../../src/report/index.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged, refusedOr } from '../oracles.ts';
import { alpine } from '../roots.ts';
import type { Files, World } from '../world.ts';

const ids: readonly string[] = reportFormats.map(({ id }) => id);

const dockerfile: Files = { Dockerfile: 'FROM alpine:latest\nUSER root\nRUN sudo true\n' };

/** What each subject's document holds when it says something of it. */
const marks: Readonly<Record<string, RegExp>> = { lint: /root-user|sudo|latest/i, sbom: /flawed/, none: /./ };

/** A document that says something: not an empty list in a frame. */
const says =
  (what: keyof typeof marks) =>
  (out: string): boolean =>
    marks[what]?.test(out) ?? false;

const scanOff = async (world: World, files: Files): Promise<readonly string[]> => [
  await world.layout(files),
  '--secrets',
  'off',
  ...(await world.feeds()),
];

export const outputs: GreenKind = {
  id: 'outputs',
  title: 'output formats that have no meaning for the subject, or nothing to say of it',
  inputs: [
    ...ids.map(
      (id): GreenInput => ({
        name: `lint -o ${id}`,
        expect: refusedOr(says('lint')),
        prepare: async (world) => ['lint', await world.write(dockerfile, 'src'), '-o', id],
      }),
    ),
    ...ids.map(
      (id): GreenInput => ({
        name: `sbom -o ${id}`,
        expect: refusedOr(says('sbom')),
        prepare: async (world) => ['sbom', await world.layout(alpine(['flawed', '1.0-r0'])), '-o', id],
      }),
    ),
    ...ids.map(
      (id): GreenInput => ({
        name: `sbom of a folder without packages -o ${id}`,
        expect: refusedOr(says('none')),
        prepare: async (world) => ['sbom', `dir:${await world.write({ 'readme.txt': 'text' }, 'root')}`, '-o', id],
      }),
    ),
    ...ids.map(
      (id): GreenInput => ({
        name: `scan of what was not judged -o ${id}`,
        expect: ends(5),
        prepare: async (world) => [
          'scan',
          ...(await scanOff(world, { 'app/Gemfile.lock': 'GEM\n  specs:\n    rack (2.0.1)\n' })),
          '-o',
          id,
        ],
      }),
    ),
    ...ids.map(
      (id): GreenInput => ({
        name: `lint of a folder without Dockerfiles -o ${id}`,
        expect: ends(1, 2, 5),
        prepare: async (world) => ['lint', await world.write({ 'readme.txt': 'text' }, 'src'), '-o', id],
      }),
    ),
    ...['json', 'spdx', 'cyclonedx'].map(
      (id): GreenInput => ({
        name: `sbom of Alpine -o ${id}`,
        control: true,
        expect: isJudged,
        prepare: async (world) => ['sbom', await world.layout(alpine(['flawed', '1.0-r0'])), '-o', id],
      }),
    ),
    ...['json', 'table', 'sarif'].map(
      (id): GreenInput => ({
        name: `lint of a Dockerfile -o ${id}`,
        control: true,
        expect: isJudged,
        prepare: async (world) => ['lint', await world.write(dockerfile, 'src'), '-o', id],
      }),
    ),
  ],
};
