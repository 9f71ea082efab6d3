import { writeFile } from 'node:fs/promises';
import { dockerArchive, imageBlobs, imageIndex, layer, pushImage, pushIndex } from '../../fixtures/index.ts';
import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, endsSaying, isJudged } from '../oracles.ts';
import type { Ran } from '../ran.ts';
import { alpine, npmPackage } from '../roots.ts';
import { scanWords } from '../shapes.ts';
import { type Files, imageOf, type World } from '../world.ts';

const sound: Files = { ...alpine(['sound', '1.0-r0']), ...npmPackage('sound', '1.0.0') };
const flawed: Files = { ...sound, ...alpine(['flawed', '1.0-r0']) };

/** What leaves the flaw out of the result. */
const leaving: readonly (readonly string[])[] = [
  ['--skip-path', 'lib'],
  ['--skip-path', '**'],
  ['--only-path', 'app'],
  ['--skip-extractor', 'apk'],
  ['--only-extractor', 'npm'],
];

const rules = {
  scanned: 'scanned: { maxAge: 24h }',
  findings: 'findings: [{ severity: critical }]',
  fixable: 'findings: [{ fixable: true }]',
} as const;

/** A gate after a scan that left the flaw out: nobody has looked at the image. */
const gated: readonly GreenInput[] = leaving.flatMap((flags) =>
  Object.entries(rules).map(([name, rule]) => ({
    name: `${flags.join(' ')}, then a gate: ${name}`,
    prepare: async (world: World) => {
      const image = await world.layout(flawed);
      await world.must(await scanWords(world, image, flags), [0, 5]);
      return gateWords(world, rule, image);
    },
    expect: ends(3, 5),
  })),
);

/** It may end with 0, since a person asked for it, and says that it is not of all: no word of it is that of a clean image. */
const saysSo = (ran: Ran): string | undefined =>
  ran.code !== 0 && ran.code !== 5
    ? `exit ${ran.code}: ${ran.err}`
    : !/left out as asked/.test(ran.out)
      ? 'nothing says that something was left out'
      : /none has a known flaw/.test(ran.out)
        ? 'it is called clean'
        : undefined;

const told: readonly GreenInput[] = leaving.map((flags) => ({
  name: `${flags.join(' ')}, as a table`,
  prepare: async (world) => [
    'scan',
    await world.layout(flawed),
    ...['--secrets', 'off', ...flags],
    ...(await world.feeds()),
  ],
  expect: saysSo,
}));

const words = async (world: World, targets: readonly string[], more: readonly string[] = []) => [
  'scan',
  ...targets,
  ...['-o', 'json={number}.json', '--secrets', 'off', ...more],
  ...(await world.feeds()),
];

const archive =
  (...images: readonly Files[]) =>
  async (world: World): Promise<string> => {
    const { bytes } = dockerArchive(
      images.map((files, at) => ({ ...imageOf({ ...files, number: `${at}` }), tags: [`green:${at}`] })),
    );
    await writeFile(world.path('all.tar'), bytes);
    return world.path('all.tar');
  };

const failing = ['--fail-on', 'kind=vulnerability'];

/** Several targets, of which one is not looked at or does not pass. */
const several: readonly GreenInput[] = [
  {
    name: 'a target beside one that is not there',
    prepare: async (world) => words(world, [await world.layout(sound), 'none:1']),
    expect: endsSaying(/none:1: exit 1/, 1),
  },
  {
    name: 'a flaw in the first of two',
    prepare: async (world) => words(world, [await world.layout(flawed), await world.saved(sound)], failing),
    expect: ends(3),
  },
  {
    name: 'a flaw in the last image of an archive',
    prepare: async (world) => words(world, [await archive(sound, sound, flawed)(world)], ['--all', ...failing]),
    expect: ends(3),
  },
  {
    name: 'an archive of several, one of which has lost its database',
    prepare: async (world) =>
      words(world, [await archive(sound, { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n' })(world)], ['--all']),
    expect: ends(5),
  },
  {
    name: 'an archive of none',
    prepare: async (world) => {
      await writeFile(world.path('all.tar'), dockerArchive([]).bytes);
      return words(world, [world.path('all.tar')], ['--all']);
    },
    expect: ends(1, 5),
  },
  {
    name: 'a platform of an index that is not there',
    prepare: async (world) => {
      const registry = await world.registry('api');
      const there = pushImage(registry, 'green/index', imageOf(sound));
      const lost = imageBlobs({ layers: [layer([])], platform: { os: 'linux', architecture: 'arm64' } }).manifest;
      pushIndex(registry, 'green/index', [there, lost], 'all');
      return words(world, [`${registry.host}/green/index:all`], ['--platform', 'all']);
    },
    expect: ends(1, 5),
  },
  {
    name: 'an index of nothing',
    prepare: async (world) => {
      const registry = await world.registry('api');
      const { bytes, descriptor } = imageIndex([]);
      registry.put('green/empty', bytes, descriptor.mediaType, 'all');
      return words(world, [`${registry.host}/green/empty:all`], ['--platform', 'all']);
    },
    expect: ends(1, 5),
  },
];

const judged: readonly GreenInput[] = [
  {
    name: 'two targets that were judged',
    prepare: async (world) => words(world, [await world.layout(sound), await world.saved(sound)], failing),
    expect: isJudged,
    control: true,
  },
  {
    name: 'each image of an archive, all of them judged',
    prepare: async (world) => words(world, [await archive(sound, alpine(['sound', '1.0-r0']))(world)], ['--all']),
    expect: isJudged,
    control: true,
  },
];

export const leftOut: GreenKind = {
  id: 'left-out',
  title: 'what a person left out of a look, and one of several targets',
  inputs: [...gated, ...told, ...several, ...judged],
};
