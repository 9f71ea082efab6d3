import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureEntry, inTemporaryDirectory, layer, ociLayout } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, isIncomplete } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { type Extractor, extractors } from '../ecosystems/index.ts';
import { openLayerCache } from './layer-cache.ts';
import { examineImage } from './take-inventory.ts';

const now = new Date('2026-03-01T00:00:00Z');
/** Version 2, effective, with the sets that are permitted. */
const capable = (permitted: string) => ({
  'SCHILY.xattr.security.capability': `\x01\0\0\x02${permitted}\0\0\0\0${'\0'.repeat(8)}`,
});

/** What is learnt of the files of an image of these layers; a second time from what was kept. */
async function learn(
  layers: readonly (readonly FixtureEntry[])[],
  config: Readonly<Record<string, unknown>> = {},
  extractors: readonly Extractor[] = [],
) {
  return inTemporaryDirectory(async (folder) => {
    await ociLayout(`${folder}/image`, { layers: layers.map((one) => layer(one)), config: { config } });
    const options = { limits: defaultLimits, platform: { os: 'linux', architecture: 'amd64' } };
    const cache = openLayerCache(`${folder}/cache`, now);
    const look = async () => {
      const image = await openTarget(`oci:${folder}/image`, {
        ...options,
        registry: () => Promise.reject(new Error()),
      });
      try {
        return await examineImage(image, { extractors, limits: defaultLimits, now, cache, program: 'test' });
      } finally {
        await image.close();
      }
    };
    const first = await look();
    assert.deepEqual((await look()).files, first.files, 'the same from the cache');
    cache.close();
    assert.ok(first.files);
    return { ...first.files, coverage: first.inventory.coverage };
  });
}

const pathsOf = ({ files }: { readonly files: readonly { readonly path: string }[] }) => files.map(({ path }) => path);

test('bits, capabilities and open places of the final file system, each with its layer', async () => {
  const files = await learn([
    [
      { path: 'usr/bin/su', body: 'x', mode: 0o4755 },
      { path: 'usr/bin/gone', body: 'x', mode: 0o6755 },
      { path: 'usr/bin/lock', body: 'x', mode: 0o2644 },
      { path: 'usr/bin/ping', body: 'x', mode: 0o755, pax: capable('\0 \0\0') },
      { path: 'usr/bin/none', body: 'x', mode: 0o755, pax: { 'SCHILY.xattr.security.capability': 'short' } },
      { path: 'tmp', kind: 'directory', mode: 0o1777 },
      { path: 'data', kind: 'directory', mode: 0o777 },
      { path: 'dev/null', body: '', mode: 0o666 },
      { path: 'open', body: 'x', mode: 0o666 },
      { path: 'link', kind: 'symlink', link: 'open', mode: 0o777 },
    ],
    [
      { path: 'usr/bin/gone', kind: 'whiteout' },
      { path: 'opt/helper', body: 'x', mode: 0o2755 },
    ],
  ]);
  assert.deepEqual(
    files.setid.files.map(({ path, layer: index }) => [path, index]),
    [
      ['usr/bin/su', 0],
      ['opt/helper', 1],
    ],
  );
  assert.deepEqual(
    files.capable.files.map(({ path, capabilities }) => [path, capabilities]),
    [['usr/bin/ping', 1 << 13]],
  );
  assert.deepEqual(pathsOf(files.open), ['data', 'open']);
});

test('of two lines with one name in the file of passwords the first counts', async () => {
  const open = async (shadow: string) => {
    const { accounts } = await learn([
      [
        { path: 'etc/passwd', body: 'root:x:0:0::/:/bin/sh\n' },
        { path: 'etc/shadow', body: shadow },
      ],
    ]);
    return accounts.users?.[0]?.open;
  };
  assert.equal(await open('root::1:0:::::\nroot:!:1:0:::::\n'), true);
  assert.equal(await open('root:!:1:0:::::\nroot::1:0:::::\n'), false);
});

test('what a package of a language claims is not of the distribution', async () => {
  const at = 'usr/lib/python3/dist-packages/x-1.dist-info';
  const entries = [
    { path: `${at}/METADATA`, body: 'Metadata-Version: 2.1\nName: x\nVersion: 1\n' },
    { path: `${at}/RECORD`, body: '../../../../local/bin/h,,\n' },
    { path: 'usr/local/bin/h', body: 'x', mode: 0o4755 },
  ];
  const { setid, ownersKnown } = await learn([entries], {}, extractors);
  assert.equal(ownersKnown, false);
  assert.deepEqual(
    setid.files.map(({ path, packaged }) => [path, packaged]),
    [['usr/local/bin/h', undefined]],
  );
});

test('accounts are kept without what passwords look like; one without a password is known', async () => {
  const { accounts } = await learn([
    [
      {
        path: 'etc/passwd',
        body: 'root:x:0:0:root:/root:/bin/sh\nold:$1$abc:5:5::/:/bin/sh\nbad:x:no:0::/:\n+::::::\n',
      },
      { path: 'etc/shadow', body: 'root::1:0:::::\nold:$6$secret:1:0:::::\n' },
    ],
    [{ path: 'etc/group', body: 'root:x:0:root\nstaff::50:\n' }],
  ]);
  assert.deepEqual(
    accounts.users?.map(({ name, id, open }) => [name, id, open]),
    [
      ['root', 0, true],
      ['old', 5, false],
    ],
  );
  assert.deepEqual(
    accounts.groups?.map(({ name, open }) => [name, open]),
    [
      ['root', false],
      ['staff', false],
    ],
  );
  assert.deepEqual(accounts.layers, { 'etc/passwd': 0, 'etc/group': 1, 'etc/shadow': 0 });
  assert.doesNotMatch(JSON.stringify(accounts), /\$/);
});

test('a file of users that is too large was not judged, and that is told', async () => {
  const { coverage } = await learn([[{ path: 'etc/passwd', body: 'a:x:1:1::/:\n'.repeat(10_000) }]]);
  assert.ok(isIncomplete(coverage));
});

/** Whether the code of an image may be changed by whoever runs it. */
const runs: readonly (readonly [what: string, config: Readonly<Record<string, unknown>>, changeable: unknown])[] = [
  ['by its owner, by number', { User: '1000' }, ['app/server.js']],
  ['by its owner, by name', { User: 'app' }, ['app/server.js']],
  ['by another', { User: '2000' }, []],
  ['by root', { User: '0' }, undefined],
  ['by nobody in particular', {}, undefined],
  ['by a name that nobody knows', { User: 'who' }, undefined],
];
for (const [what, config, expected] of runs)
  test(`code that is run ${what}`, async () => {
    const { changeable } = await learn(
      [
        [
          { path: 'etc/passwd', body: 'app:x:1000:1000::/:/bin/sh\n' },
          { path: 'app/server.js', body: 'x', owner: 1000 },
          { path: 'app/lib.js', body: 'x', owner: 0 },
          { path: 'app/data.db', body: 'x', owner: 1000 },
        ],
      ],
      { WorkingDir: '/app', Cmd: ['node', 'server.js'], ...config },
    );
    assert.deepEqual(changeable && pathsOf(changeable), expected);
  });

test('what is left behind is told of the application, and not of what others ship', async () => {
  const files = await learn([
    [
      { path: 'app/.git/HEAD', body: 'x' },
      { path: 'app/Dockerfile', body: 'x' },
      { path: 'app/node_modules/a/.env', body: 'x' },
      { path: 'usr/share/doc/Dockerfile', body: 'x' },
      { path: 'root/.ssh/id_rsa', body: 'x' },
      { path: 'root/.ssh/id_rsa.pub', body: 'x' },
      { path: 'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages.lz4', body: 'x' },
    ],
    [
      { path: 'var/lib/apt/lists', kind: 'whiteout' },
      { path: 'var/cache/apk/APKINDEX.1.tar.gz', body: 'x' },
    ],
  ]);
  assert.deepEqual(pathsOf(files.leftovers), ['app/.git', 'app/Dockerfile']);
  assert.deepEqual(pathsOf(files.secrets), ['root/.ssh/id_rsa']);
  assert.deepEqual(files.caches, [
    { layer: 0, manager: 'apt' },
    { layer: 1, manager: 'apk' },
  ]);
});
