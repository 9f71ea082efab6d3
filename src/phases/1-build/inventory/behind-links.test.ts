import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureEntry, inTemporaryDirectory, layer, makeElf, ociLayout } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory, isIncomplete } from '../../../core/index.ts';
import { type Layer, openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

async function inventoryOf(...layers: readonly (readonly FixtureEntry[])[]): Promise<Inventory> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: layers.map((entries) => layer(entries)) });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      return await takeInventory(image, { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') });
    } finally {
      await image.close();
    }
  });
}

const file = (path: string, body: string): FixtureEntry => ({ path, body });
const link = (path: string, to: string): FixtureEntry => ({ path, kind: 'symlink', link: to });
const manifest = '{"name": "lodash", "version": "4.17.4"}';
const metadata = 'Metadata-Version: 2.1\nName: django\nVersion: 3.0\n\n';
const lodash = ['lodash 4.17.4 srv/x/package.json'];

const cases: readonly (readonly [title: string, packages: string[], ...layers: FixtureEntry[][]])[] = [
  [
    'the folder of a Node package',
    lodash,
    [link('app/node_modules/lodash', '/srv/x'), file('srv/x/package.json', manifest)],
  ],
  [
    'the folder node_modules itself',
    ['lodash 4.17.4 srv/x/lodash/package.json'],
    [link('app/node_modules', '../srv/x'), file('srv/x/lodash/package.json', manifest)],
  ],
  [
    'a folder whose files are wanted by its name and a star',
    ['zlib 1.2.13 hid/zlib-1.2.13-0.json'],
    [
      link('opt/conda/conda-meta', '/hid'),
      file('hid/zlib-1.2.13-0.json', '{"name": "zlib", "version": "1.2.13", "build": "0"}'),
    ],
  ],
  [
    'a folder of specifications of gems',
    ['rack 2.0.0 opt/gems/rack-2.0.0.gemspec'],
    [
      link('usr/lib/ruby/gems/3.0.0/specifications', '/opt/gems'),
      file(
        'opt/gems/rack-2.0.0.gemspec',
        'Gem::Specification.new do |s|\n  s.name = "rack".freeze\n  s.version = "2.0.0"\nend\n',
      ),
    ],
  ],
  [
    'a folder of an Erlang application',
    ['cowboy 2.9.0 hid/cowboy.app'],
    [
      link('app/lib/cowboy-2.9.0/ebin', '/hid'),
      file('hid/cowboy.app', '{application, cowboy, [{description, "x"}, {vsn, "2.9.0"}]}.'),
    ],
  ],
  [
    'the manifest alone',
    ['lodash 4.17.4 srv/p'],
    [link('app/node_modules/lodash/package.json', '/srv/p'), file('srv/p', manifest)],
  ],
  [
    'a scope',
    ['lodash 4.17.4 srv/s/lodash/package.json'],
    [link('app/node_modules/@s', '/srv/s'), file('srv/s/lodash/package.json', manifest)],
  ],
  [
    'a link through a link',
    lodash,
    [
      link('app/node_modules', '/opt/modules'),
      link('opt/modules/lodash', '/srv/x'),
      file('srv/x/package.json', manifest),
    ],
  ],
  [
    'a link to a link',
    lodash,
    [link('app/node_modules/lodash', '/a'), link('a', 'srv/x'), file('srv/x/package.json', manifest)],
  ],
  [
    'the root of the image',
    ['lodash 4.17.4 lodash/package.json'],
    [link('app/node_modules', '/'), file('lodash/package.json', manifest)],
  ],
  [
    'links of an upper layer to a lower one',
    lodash,
    [file('srv/x/package.json', manifest)],
    [link('app/node_modules/lodash', '/srv/x')],
  ],
  [
    'several links to one package',
    lodash,
    [
      link('a/node_modules/lodash', '/srv/x'),
      link('b/node_modules/other', '/srv/x'),
      file('srv/x/package.json', manifest),
    ],
  ],
  [
    'a package that is found under its own name',
    ['lodash 4.17.4 app/node_modules/.pnpm/lodash@4.17.4/node_modules/lodash/package.json'],
    [
      link('app/node_modules/lodash', '.pnpm/lodash@4.17.4/node_modules/lodash'),
      file('app/node_modules/.pnpm/lodash@4.17.4/node_modules/lodash/package.json', manifest),
    ],
  ],
  [
    'the folder of metadata of a Python distribution',
    ['django 3.0 srv/x/METADATA'],
    [link('lib/site-packages/django-3.0.dist-info', '/srv/x'), file('srv/x/METADATA', metadata)],
  ],
  [
    'metadata alone, and an egg-info that is a link',
    ['django 3.0 srv/b', 'django 3.0 srv/m'],
    [
      link('lib/site-packages/django-3.0.dist-info/METADATA', '/srv/m'),
      file('srv/m', metadata),
      link('lib/site-packages/d.egg-info', '/srv/b'),
      file('srv/b', metadata),
    ],
  ],
  [
    'links that go round, dangle or lead elsewhere',
    [],
    [
      link('a', 'b'),
      link('b', 'a'),
      link('app/node_modules/gone', '/nowhere'),
      link('app/deep', '/app'),
      link('app/modules/lodash', '/srv/x'),
      file('srv/x/package.json', '{"name":"lodash","version":"4.17.4","private":true}'),
    ],
  ],
  [
    'a private package of a workspace, which nobody finds by its own path',
    ['web 1.0.0 srv/web/package.json'],
    [
      link('app/node_modules/web', '/srv/web'),
      file('srv/web/package.json', '{"name":"web","version":"1.0.0","private":true}'),
    ],
  ],
];

for (const [title, packages, ...layers] of cases) {
  test(`behind a link: ${title}`, async () => {
    const inventory = await inventoryOf(...layers);
    assert.deepEqual(
      inventory.packages.map(({ name, version, path }) => `${name} ${version} ${path}`),
      packages,
    );
    assert.ok(!isIncomplete(inventory.coverage), JSON.stringify(inventory.coverage.problems));
  });
}

test('more names than are tried are told, and cost little', async () => {
  const links = Array.from({ length: 3000 }, (_, at) => link(`l/${at}`, '/srv/x'));
  const started = performance.now();
  const { coverage } = await inventoryOf([...links, file('srv/x/package.json', manifest)]);
  assert.ok(coverage.problems.some(({ code, incomplete }) => code === 'E_LIMIT' && incomplete));
  assert.ok(performance.now() - started < 10_000);
});

/** Names of the packages in a layer, and how often it was walked for them. */
async function walksFor(
  entries: readonly FixtureEntry[],
): Promise<{ readonly names: string[]; readonly walks: number }> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: [layer(entries)] });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    let walks = 0;
    const counted = image.layers.map(
      (one): Layer =>
        new Proxy(one, {
          get: (given, name) => {
            if (name === 'walk') walks += 1;
            const member: unknown = Reflect.get(given, name);
            return typeof member === 'function' ? member.bind(given) : member;
          },
        }),
    );
    try {
      const options = { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') };
      const { packages } = await takeInventory({ ...image, layers: counted }, options);
      return { names: packages.map(({ name, version }) => `${name} ${version}`), walks };
    } finally {
      await image.close();
    }
  });
}

test('one more name of a library is no reason to read its layer again', async () => {
  const library = Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(200)]);
  const links = [link('usr/lib/libx.so', 'libx.so.2.0.1'), link('lib', 'usr/lib'), link('usr/bin/y', '../lib/z.so.1')];
  const files = ['usr/lib/libx.so.2.0.1', 'usr/lib/z.so.1'].map((path): FixtureEntry => ({ path, body: library }));
  assert.equal((await walksFor([...links, ...files])).walks, 1);
});

const perl = makeElf({
  wordSize: 8,
  littleEndian: true,
  sections: [{ name: '.rodata', bytes: Buffer.from('\0v5.36.0\0', 'latin1') }],
});
const perlIn = (folder: string): readonly FixtureEntry[] => [
  { path: `${folder}/interpreter`, body: perl, mode: 0o755 },
  { path: `${folder}/perl`, kind: 'hardlink', link: `${folder}/interpreter` },
];
const dpkg = (folder: string): readonly FixtureEntry[] => [
  file('etc/os-release', 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n'),
  file(
    'var/lib/dpkg/status',
    'Package: perl-base\nStatus: install ok installed\nVersion: 5.36.0-7\nArchitecture: amd64\nMaintainer: Niko Tyni <ntyni@debian.org>\n\n',
  ),
  file('var/lib/dpkg/info/perl-base.list', `/${folder}\n/${folder}/interpreter\n/${folder}/perl\n`),
];

test('a program behind a link is looked at unless a package of the distribution brought it', async () => {
  assert.deepEqual(await walksFor([...dpkg('usr/bin'), ...perlIn('usr/bin')]), {
    names: ['perl-base 5.36.0-7'],
    walks: 1,
  });
  assert.deepEqual(await walksFor([...dpkg('usr/bin'), ...perlIn('opt/own')]), {
    names: ['perl-base 5.36.0-7', 'perl 5.36.0'],
    walks: 2,
  });
  // A list may claim whatever it likes: where a distribution puts nothing it is not believed.
  assert.deepEqual(await walksFor([...dpkg('usr/local/bin'), ...perlIn('usr/local/bin')]), {
    names: ['perl-base 5.36.0-7', 'perl 5.36.0'],
    walks: 2,
  });
});

test('a database that cannot be read is told once, whatever links lead to it', async () => {
  const { coverage } = await inventoryOf([
    file('usr/lib/sysimage/rpm/rpmdb.sqlite', 'no database'),
    link('var/lib/rpm', '../../usr/lib/sysimage/rpm'),
  ]);
  assert.deepEqual(
    coverage.problems.map(({ code, part }) => [code, part]),
    [
      ['E_FORMAT', 'rpm'],
      ['E_INCOMPLETE', 'inventory'],
    ],
  );
});
