import type { GreenInput, GreenKind } from '../green.ts';
import { ends } from '../oracles.ts';
import { alpine, debian, npmPackage, osRelease } from '../roots.ts';
import { scanWords } from '../shapes.ts';
import type { Files, World } from '../world.ts';

const systems: readonly (readonly [name: string, files: Files, feed: string, file: string, empty: string])[] = [
  ['Alpine', alpine(['flawed', '1.0-r0']), 'alpine', 'v3.20/main.json', '{"distroversion":"v3.20","packages":[]}'],
  ['Debian', debian(['flawed', '1.0-1']), 'debian-tracker', 'data/json', '{}'],
  ['npm', npmPackage('flawed', '1.0.0'), 'osv', 'npm/all.zip', 'PK\x05\x06'.padEnd(22, '\0')],
];

/** What the source of data gives in place of advisories. */
const bad: readonly (readonly [name: string, body: string | undefined])[] = [
  ['absent', undefined],
  ['no bytes', ''],
  ['a web page', '<!doctype html><title>Sign in</title>'],
  ['null', 'null'],
  ['cut off', '{"packages":[{"pkg":{"name":"fla'],
];

async function withFeed(
  world: World,
  files: Files,
  feed: string,
  file: string,
  body: string | undefined,
): Promise<readonly string[]> {
  const words = await scanWords(world, await world.layout(files));
  const { rm } = await import('node:fs/promises');
  if (body === undefined) await rm(world.path('feeds', feed, file));
  else await world.write({ [file]: body }, `feeds/${feed}`);
  return words;
}

/** Releases about which no source says anything, or nothing any more. */
const releases: readonly (readonly [name: string, files: Files])[] = [
  ['Alpine 3.10', { ...alpine(['flawed', '1.0-r0']), ...osRelease('alpine', '3.10.9') }],
  ['Alpine 3.99', { ...alpine(['flawed', '1.0-r0']), ...osRelease('alpine', '3.99.0') }],
  ['Alpine without a version', { ...alpine(['flawed', '1.0-r0']), ...osRelease('alpine') }],
  ['Alpine of a version that is none', { ...alpine(['flawed', '1.0-r0']), ...osRelease('alpine', 'latest') }],
  [
    'packages of apk without os-release',
    { 'lib/apk/db/installed': String(alpine(['flawed', '1.0-r0'])['lib/apk/db/installed']) },
  ],
  [
    'packages of dpkg without os-release',
    { 'var/lib/dpkg/status': String(debian(['flawed', '1.0-1'])['var/lib/dpkg/status']) },
  ],
  ['Debian 8', { ...debian(['flawed', '1.0-1']), ...osRelease('debian', '8') }],
  ['Debian 99', { ...debian(['flawed', '1.0-1']), ...osRelease('debian', '99') }],
  ['Debian of no version and no codename', { ...debian(['flawed', '1.0-1']), ...osRelease('debian') }],
  ['Ubuntu 24.04', { ...debian(['flawed', '1.0-1']), ...osRelease('ubuntu', '24.04') }],
  ['Ubuntu 12.04', { ...debian(['flawed', '1.0-1']), ...osRelease('ubuntu', '12.04') }],
  ['Wolfi', { ...alpine(['flawed', '1.0-r0']), ...osRelease('wolfi', '20230201') }],
  ['a derivative of Debian', { ...debian(['flawed', '1.0-1']), ...osRelease('mydebian', '12', 'ID_LIKE=debian\n') }],
  ['OpenWrt with apk', { ...alpine(['flawed', '1.0-r0']), ...osRelease('openwrt', '24.10') }],
];

export const data: GreenKind = {
  id: 'data',
  title: 'advisory data that is off, absent, empty, broken or about another release',
  inputs: [
    ...systems.flatMap(([name, files, feed, file, empty]): readonly GreenInput[] => [
      {
        name: `${name}, feed off`,
        expect: ends(5),
        prepare: async (world) =>
          scanWords(
            world,
            await world.layout(files),
            [],
            [feed, ...(feed === 'debian-tracker' ? ['debian-advisories'] : [])],
          ),
      },
      {
        name: `${name}, all feeds off`,
        expect: ends(5),
        prepare: async (world) =>
          scanWords(
            world,
            await world.layout(files),
            [],
            ['alpine', 'debian-tracker', 'debian-advisories', 'osv', 'nvd', 'kev', 'epss'],
          ),
      },
      {
        name: `${name}, offline and no database`,
        expect: ends(5),
        prepare: async (world) => ['scan', await world.layout(files), '-o', 'json', '--offline'],
      },
      ...[...bad, ['of no advisories', empty] as const].map(
        ([what, body]): GreenInput => ({
          name: `${name}, feed is ${what}`,
          expect: ends(1, 5),
          prepare: (world) => withFeed(world, files, feed, file, body),
        }),
      ),
    ]),
    ...releases.map(
      ([name, files]): GreenInput => ({
        name,
        expect: ends(5),
        prepare: async (world) => scanWords(world, await world.layout(files)),
      }),
    ),
    ...['', 'CVE', 'CVE-2025-0001', 'CVE-1999-9999', 'cve-2025-0001', 'GHSA-xxxx', 'no such thing', '%', '*'].flatMap(
      (id): readonly GreenInput[] => [
        {
          name: `db search ${JSON.stringify(id)}, empty database`,
          expect: ends(1, 2, 5),
          prepare: async () => ['db', 'search', id],
        },
        {
          name: `db search ${JSON.stringify(id)}, empty database, JSON`,
          expect: ends(1, 2, 5),
          prepare: async () => ['db', 'search', id, '--json'],
        },
      ],
    ),
    ...['CVE-1999-9999', 'CVE-2025-00', '%', 'openssl-none'].map(
      (id): GreenInput => ({
        name: `db search ${id}, about nothing that is there`,
        expect: ends(1, 2, 5),
        prepare: async (world) => {
          await world.must(await scanWords(world, await world.layout(alpine(['flawed', '1.0-r0']))), [0, 5]);
          return ['db', 'search', id, '--json'];
        },
      }),
    ),
    {
      name: 'db search of a CVE that only KEV and EPSS know',
      control: true,
      expect: (ran) =>
        ran.code === 0 && /kev/i.test(ran.out) ? undefined : `exit ${ran.code}: ${ran.err}${ran.out}`.slice(0, 200),
      prepare: async (world) => {
        await world.must(await scanWords(world, await world.layout(npmPackage('sound', '1.0.0'))), [0, 5]);
        return ['db', 'search', 'CVE-2025-0001'];
      },
    },
  ],
};
