import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureEntry,
  goBuildInfo,
  inTemporaryDirectory,
  makeElf,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

/** `type name → names it needs`, for each package that says what it needs. */
async function neededIn(
  layers: readonly (readonly FixtureEntry[])[],
  told: string[] = [],
): Promise<Readonly<Record<string, string>>> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(join(directory, 'image'), { layers: layers.map((entries) => makeLayer(entries)) });
    const image = await openTarget(`oci:${join(directory, 'image')}`, { limits: defaultLimits });
    const inventory = await takeInventory(image, { extractors, limits: defaultLimits, now: new Date(0) });
    await image.close();
    assert.deepEqual(
      inventory.coverage.problems.filter(({ incomplete }) => incomplete).map(({ message }) => message),
      [],
    );
    told.push(...inventory.coverage.problems.map(({ message }) => message));
    const named = new Map(inventory.packages.map(({ id, name, version }) => [id, `${name} ${version}`]));
    return Object.fromEntries(
      inventory.packages.flatMap(({ id, dependencies }) => {
        for (const one of dependencies ?? []) assert.ok(named.has(one) && one !== id, 'another one, of this inventory');
        const list = dependencies?.map((one) => named.get(one) ?? '').sort();
        return list === undefined ? [] : [[named.get(id) ?? '', list.join(', ')]];
      }),
    );
  });
}

const manifest = (
  folder: string,
  more: object,
  name = folder.slice(folder.lastIndexOf('node_modules/') + 13),
): FixtureEntry => ({
  path: `${folder}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0', ...more }),
});

const metadata = (folder: string, name: string, ...lines: readonly string[]): FixtureEntry => ({
  path: `${folder}/${name}-1.dist-info/METADATA`,
  body: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n${lines.map((line) => `Requires-Dist: ${line}\n`).join('')}\n`,
});

const stanza = (name: string, ...lines: readonly string[]): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n${lines.map((line) => `${line}\n`).join('')}\n`;

test('apk: by name, by what somebody provides, and not what it excludes', async () => {
  const body = [
    'P:app\nV:1\nD:musl>=1.2 so:libssl.so.3 cmd:sh !old absent py3.11:x\n',
    'P:musl\nV:2\np:so:libc.musl-x86_64.so.1=1\n',
    'P:libssl3\nV:3\nD:so:libc.musl-x86_64.so.1\np:so:libssl.so.3=3\n',
    'P:busybox\nV:4\np:cmd:sh=4 /bin/sh\n',
    'P:old\nV:5\n',
  ].join('\n');
  const found = await neededIn([[{ path: 'lib/apk/db/installed', body: `${body}\n` }]]);
  assert.deepEqual(found, {
    'app 1': 'busybox 4, libssl3 3, musl 2',
    'busybox 4': '',
    'libssl3 3': 'musl 2',
    'musl 2': '',
    'old 5': '',
  });
});

test('deb: the first alternative that is installed, virtual packages, versions and architectures apart', async () => {
  const body = [
    stanza(
      'app',
      'Pre-Depends: init-helpers (>= 1.54~)',
      'Depends: exim4 | mail-agent, libc6 (>= 2.3) [amd64],',
      ' awk:any, absent',
      'Recommends: docs',
    ),
    stanza('postfix', 'Provides: mail-agent (= 3), x'),
    stanza('libc6'),
    stanza('mawk', 'Provides: awk'),
    stanza('init-helpers'),
    stanza('docs', 'Depends: docs, app'),
  ].join('');
  const found = await neededIn([[{ path: 'var/lib/dpkg/status', body }]]);
  assert.equal(found['app 1'], 'init-helpers 1, libc6 1, mawk 1, postfix 1');
  assert.equal(found['docs 1'], 'app 1', 'nobody needs himself');
});

test('deb without dpkg: across the files of the folder', async () => {
  const file = (name: string, more: string): FixtureEntry => ({
    path: `var/lib/dpkg/status.d/${name}`,
    body: `Package: ${name}\nVersion: 1\nArchitecture: amd64\n${more}`,
  });
  const found = await neededIn([[file('libssl3', 'Depends: libc6 (>= 2.34)\n')], [file('libc6', '')]]);
  assert.deepEqual(found, { 'libc6 1': '', 'libssl3 1': 'libc6 1' });
});

test('npm: the nearest folder above, through links, and not what only development asks for', async () => {
  const found = await neededIn([
    [
      manifest('app/node_modules/a', {
        dependencies: { b: '^1', absent: '1' },
        devDependencies: { c: '1' },
        peerDependencies: { '@s/d': '1' },
      }),
      manifest('app/node_modules/a/node_modules/b', { version: '2.0.0' }, 'b'),
      manifest('app/node_modules/b', {}),
      manifest('app/node_modules/c', { optionalDependencies: { b: '1' } }),
      manifest('app/node_modules/@s/d', { dependencies: { e: '1' } }),
      { path: 'app/node_modules/e', kind: 'symlink', link: '.pnpm/e@1/node_modules/e' },
      manifest('app/node_modules/.pnpm/e@1/node_modules/e', { dependencies: { f: '1' } }, 'e'),
      { path: 'app/node_modules/.pnpm/e@1/node_modules/f', kind: 'symlink', link: '../../f@1/node_modules/f' },
      manifest('app/node_modules/.pnpm/f@1/node_modules/f', {}, 'f'),
      manifest('other/node_modules/absent', {}),
    ],
  ]);
  assert.equal(found['a 1.0.0'], '@s/d 1.0.0, b 2.0.0');
  assert.equal(found['c 1.0.0'], 'b 1.0.0');
  assert.equal(found['@s/d 1.0.0'], 'e 1.0.0');
  assert.equal(found['e 1.0.0'], 'f 1.0.0');
});

test('Python: names in any spelling, in the same folder of modules, without extras and other systems', async () => {
  const [site, other] = ['usr/lib/python3/dist-packages', 'opt/venv/lib/python3.11/site-packages'];
  const found = await neededIn([
    [
      metadata(
        site,
        'requests',
        'Charset.Normalizer (<4,>=2)',
        "pysocks; extra == 'socks'",
        'colorama; sys_platform == "win32"',
        'lost>=1',
        'idna ; python_version > "3"',
      ),
      metadata(site, 'charset_normalizer'),
      metadata(site, 'pysocks'),
      metadata(site, 'colorama'),
      metadata(site, 'idna'),
      metadata(other, 'lost'),
    ],
  ]);
  assert.equal(found['requests 1'], 'charset_normalizer 1, idna 1');
});

test('Go: all that was built in came for the main module', async () => {
  const info = goBuildInfo(
    'go1.22.1',
    'path\texample.com/a\nmod\texample.com/a\tv1.0.0\th1:x=\ndep\tgolang.org/x/net\tv0.1.0\th1:y=\n',
  );
  const body = makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: '.go.buildinfo', bytes: info }] });
  const found = await neededIn([[{ path: 'usr/bin/a', mode: 0o755, body }]]);
  assert.deepEqual(found, { 'example.com/a v1.0.0': 'golang.org/x/net v0.1.0, stdlib v1.22.1' });
});

test('as many needs as anybody likes to write cost bounded time', async () => {
  const names = Array.from({ length: 1_500 }, (_, index) => `n${index}`).join(' ');
  const records = Array.from({ length: 400 }, (_, index) => `P:p${index}\nV:1\nD:${names}\np:${names}\n`).join('\n');
  const told: string[] = [];
  const found = await neededIn([[{ path: 'lib/apk/db/installed', body: `${records}\n` }]], told);
  assert.equal(Object.keys(found).length, 400);
  assert.deepEqual(told, ['packages say that they need more than is looked up: what they need is told in part']);
});
