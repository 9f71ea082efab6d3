import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureFlaw,
  flawFiles,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  type MemoryRegistry,
  memoryRegistry,
  putFiles,
  textsBelow,
} from '../../../lab/fixtures/index.ts';
import { parseConditions } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { fix } from './index.ts';
import { knowing } from './testing/world.ts';

type Versions = Readonly<Record<string, string>>;

/** What each base brings. */
interface Base {
  readonly release: string;
  readonly kind: 'apk' | 'deb';
  readonly packages: Versions;
}

const bases: Readonly<Record<string, Base>> = {
  'alpine:3.21': {
    kind: 'apk',
    release: 'ID=alpine\nVERSION_ID=3.21.1\n',
    packages: { busybox: '1.36.0-r0', zlib: '1.2.0-r0' },
  },
  'alpine:3.21.9': {
    kind: 'apk',
    release: 'ID=alpine\nVERSION_ID=3.21.9\n',
    packages: { busybox: '1.36.5-r0', zlib: '1.2.0-r0', musl: '1.0-r0' },
  },
  'alpine:3.22': {
    kind: 'apk',
    release: 'ID=alpine\nVERSION_ID=3.22.1\n',
    packages: { busybox: '1.37.0-r0', zlib: '1.3.1-r0' },
  },
  'debian:12': {
    kind: 'deb',
    release: 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
    packages: { bash: '5.2-1' },
  },
};

const flaws: readonly FixtureFlaw[] = [
  { ecosystem: 'Alpine', name: 'busybox', id: 'CVE-2025-0001', ranges: [['0', '1.36.5-r0']] },
  { ecosystem: 'Alpine', name: 'zlib', id: 'CVE-2025-0002', ranges: [['0', '1.3.0-r0']] },
  { ecosystem: 'Alpine', name: 'openssl', id: 'CVE-2025-0003', ranges: [['0', '3.1.5-r0']] },
  { ecosystem: 'Alpine', name: 'openssl', id: 'CVE-2025-0004', ranges: [['0', '3.1.8-r1']] },
  { ecosystem: 'Alpine', name: 'curl', id: 'CVE-2025-0005', ranges: [['0', '8.6.0-r0']] },
  { ecosystem: 'Alpine', name: 'musl', id: 'CVE-2025-0006', ranges: [['0', '1.1-r0']] },
  { ecosystem: 'Debian', name: 'shadow', id: 'CVE-2025-0007', ranges: [['0', '1:4.13+dfsg1-1+deb12u1']] },
  { ecosystem: 'Debian', name: 'bash', id: 'CVE-2025-0008', ranges: [['0', '5.2-2']] },
];

/** What a repository has when nothing pins it. */
const inRepository: Versions = { openssl: '3.1.4-r0', curl: '8.5.0-r0', login: '1:4.13+dfsg1-1' };
const sources: Versions = { login: 'shadow' };

const databases = {
  apk: ['lib/apk/db/installed', (name: string, version: string) => `P:${name}\nV:${version}\nA:x86_64\no:${name}\n\n`],
  deb: [
    'var/lib/dpkg/status',
    (name: string, version: string) =>
      `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${sources[name] === undefined ? '' : `Source: ${sources[name]}\n`}\n`,
  ],
} as const;

function layersOf({ kind, release, packages }: Base, own?: Versions) {
  const [path, text] = databases[kind];
  const database = (all: Versions) => ({
    path,
    body: Object.entries(all)
      .map(([name, version]) => text(name, version))
      .join(''),
  });
  const below = layer([{ path: 'etc/os-release', body: release }, database(packages)]);
  return own === undefined ? [below] : [below, layer([database({ ...packages, ...own })])];
}

/** Builds what a Dockerfile of these tests says: the last FROM, and what its commands install. */
function build(text: string, registry: MemoryRegistry): void {
  const values = new Map([...text.matchAll(/^ARG (\w+)=(\S+)/gm)].map(([, name = '', value = '']) => [name, value]));
  const plain = text.replace(/^\s*#.*\n/gm, '').replace(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '');
  const from = /^FROM \S*?\/(\S+?)(?:@\S+)?$/m.exec(plain)?.[1] ?? '';
  const base = bases[from];
  assert.ok(base, `no base ${from}`);
  const words = [...plain.matchAll(/(?:apk add|apt-get install)((?:\s+(?:\\\n)?\s*[\w.+:=~-]+)+)/g)].flatMap(
    ([, all = '']) => all.split(/[\s\\]+/),
  );
  const own = Object.fromEntries(
    words
      .filter((word) => /^[a-z]/.test(word))
      .map((word) => {
        const [name = '', version = inRepository[name] ?? ''] = word.split(/=(.*)/s);
        return [name, version];
      }),
  );
  registry.push('shop', imageBlobs({ layers: layersOf(base, own) }), '1');
}

interface Case {
  readonly what: string;
  readonly dockerfile: (host: string) => string;
  readonly base?: string;
  readonly becomes?: (host: string) => string;
  /** Ids that are there before the image is built anew, and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly why?: RegExp;
}

const head = (host: string, base: string): string => `# a comment: openssl=3.1.4-r0\nFROM ${host}/${base}\n`;

const cases: readonly Case[] = [
  {
    what: 'Alpine: a pinned package goes to the lowest version without all of its flaws',
    dockerfile: (host) => `${head(host, 'alpine:3.22')}RUN apk add --no-cache openssl=3.1.4-r0 curl\n`,
    becomes: (host) => `${head(host, 'alpine:3.22')}RUN apk add --no-cache openssl=3.1.8-r1 curl\n`,
    before: ['CVE-2025-0003', 'CVE-2025-0004', 'CVE-2025-0005'],
    after: ['CVE-2025-0005'],
    why: /curl .*yours|asks for it without a version/,
  },
  {
    what: 'Debian: a pinned package, with the epoch',
    dockerfile: (host) =>
      `${head(host, 'debian:12')}ARG LOGIN=1:4.13+dfsg1-1\nRUN apt-get install -y login=\${LOGIN}\n`,
    becomes: (host) =>
      `${head(host, 'debian:12')}ARG LOGIN=1:4.13+dfsg1-1+deb12u1\nRUN apt-get install -y login=\${LOGIN}\n`,
    before: ['CVE-2025-0007', 'CVE-2025-0008'],
    after: ['CVE-2025-0008'],
  },
  {
    what: 'FROM: another state of the same release, and what it brings itself is told',
    dockerfile: (host) => `${head(host, 'alpine:3.21')}RUN apk add openssl=3.1.8-r1\n`,
    base: 'alpine:3.21.9',
    becomes: (host) => `${head(host, 'alpine:3.21.9')}RUN apk add openssl=3.1.8-r1\n`,
    before: ['CVE-2025-0001', 'CVE-2025-0002'],
    after: ['CVE-2025-0002', 'CVE-2025-0006'],
  },
  {
    what: 'FROM: another release, where nothing is pinned',
    dockerfile: (host) => `${head(host, 'alpine:3.21')}RUN apk add curl\n`,
    base: 'alpine:3.22',
    becomes: (host) => `${head(host, 'alpine:3.22')}RUN apk add curl\n`,
    before: ['CVE-2025-0001', 'CVE-2025-0002', 'CVE-2025-0005'],
    after: ['CVE-2025-0005'],
  },
  {
    what: 'FROM: not another release, where something is',
    dockerfile: (host) => `${head(host, 'alpine:3.21')}RUN apk add curl=8.5.0-r0 openssl=3.1.8-r1\n`,
    base: 'alpine:3.22',
    becomes: (host) => `${head(host, 'alpine:3.21')}RUN apk add curl=8.6.0-r0 openssl=3.1.8-r1\n`,
    before: ['CVE-2025-0001', 'CVE-2025-0002', 'CVE-2025-0005'],
    after: ['CVE-2025-0001', 'CVE-2025-0002'],
    why: /another release, whose repositories do not have curl=8\.5\.0-r0/,
  },
  {
    what: 'FROM: the same again changes nothing',
    dockerfile: (host) => head(host, 'alpine:3.21'),
    base: 'alpine:3.21',
    before: ['CVE-2025-0001', 'CVE-2025-0002'],
    after: ['CVE-2025-0001', 'CVE-2025-0002'],
  },
];

const conditions = [parseConditions('fixable')];

async function inWorld(
  run: (work: string, registry: MemoryRegistry, settings: Settings) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (work) => {
    await using registry = await memoryRegistry();
    for (const [name, base] of Object.entries(bases)) {
      const [repository = '', tag = ''] = name.split(':');
      registry.push(repository, imageBlobs({ layers: layersOf(base) }), tag);
    }
    const list = Object.entries(bases).map(([name, base]) => ({
      name: `${registry.host}/${name}`,
      diffIds: layersOf(base).map(({ diffId }) => diffId),
    }));
    putFiles(work, flawFiles(flaws));
    putFiles(work, { 'bases.json': JSON.stringify({ bases: list }) });
    const settings = knowing(work, {
      offline: false,
      plainHttpHosts: [registry.host],
      baseImagesFile: join(work, 'bases.json'),
    });
    await run(work, registry, settings);
  });
}

const ids = (all: readonly { readonly id: string }[]): readonly string[] =>
  [...new Set(all.map(({ id }) => id))].sort();

for (const { what, dockerfile, base, becomes = dockerfile, before, after, why } of cases)
  test(`${what}: what was promised holds once it is built anew`, () =>
    inWorld(async (work, registry, settings) => {
      const text = dockerfile(registry.host);
      putFiles(work, { 'project/Dockerfile': text });
      build(text, registry);
      const target = `${registry.host}/shop:1`;
      const sources = {
        dockerfile: join(work, 'project/Dockerfile'),
        ...(base === undefined ? {} : { base: `${registry.host}/${base}` }),
      };
      const shown = await fix(target, { conditions, write: false, sources }, settings);
      assert.deepEqual(textsBelow(join(work, 'project')), { Dockerfile: text });
      assert.deepEqual(ids(shown.report.findings), before);
      const { result, report } = await fix(target, { conditions, write: true, sources }, settings);
      const written = becomes(registry.host);
      assert.deepEqual(textsBelow(join(work, 'project')), { Dockerfile: written }, JSON.stringify(result, null, 1));
      // The image is what it was until it is built anew.
      assert.deepEqual(ids(report.findings), before);
      const promised = new Set([...result.packages.flatMap(({ clears }) => clears)]);
      if (why !== undefined) assert.match(JSON.stringify(result), why);
      const twice = await fix(target, { conditions, write: true, sources }, settings);
      assert.deepEqual(twice.result.files, []);
      build(written, registry);
      const now = await scan(target, settings);
      assert.deepEqual(ids(now.findings), after);
      const brought = new Set(result.base?.brings);
      assert.deepEqual(
        after,
        [...before.filter((id) => !promised.has(id)), ...brought].sort(),
        'what was promised, and nothing else',
      );
      const again = await fix(target, { conditions, write: true, sources }, settings);
      assert.deepEqual(again.result.files, []);
    }));

test('a file that names its base by digest goes on to do so', () =>
  inWorld(async (work, registry, settings) => {
    const { digest } = registry.push('alpine', imageBlobs({ layers: layersOf(bases['alpine:3.21'] as Base) }), '3.21');
    const newer = registry.push('alpine', imageBlobs({ layers: layersOf(bases['alpine:3.21.9'] as Base) }), '3.21.9');
    putFiles(work, {
      Dockerfile: `FROM --platform=linux/amd64 ${registry.host}/alpine:3.21@${digest}\nRUN apk add curl=8.6.0-r0\n`,
    });
    registry.push('shop', imageBlobs({ layers: layersOf(bases['alpine:3.21'] as Base, { curl: '8.6.0-r0' }) }), '1');
    const sources = { dockerfile: join(work, 'Dockerfile'), base: `${registry.host}/alpine:3.21.9` };
    await fix(`${registry.host}/shop:1`, { conditions, write: true, sources }, settings);
    assert.equal(
      textsBelow(work).Dockerfile,
      `FROM --platform=linux/amd64 ${registry.host}/alpine:3.21.9@${newer.digest}\nRUN apk add curl=8.6.0-r0\n`,
    );
  }));

test('without a Dockerfile it is told what the base brings and what is yours; a base that cannot be looked at promises nothing', () =>
  inWorld(async (work, registry, settings) => {
    registry.push('shop', imageBlobs({ layers: layersOf(bases['alpine:3.21'] as Base, { curl: '8.5.0-r0' }) }), '1');
    const target = `${registry.host}/shop:1`;
    const { result } = await fix(
      target,
      { conditions, write: true, sources: { base: `${registry.host}/alpine:9` } },
      settings,
    );
    assert.deepEqual(
      result.packages.map(({ name, broughtBy, state }) => [name, broughtBy, state]),
      [
        ['busybox', 'base', 'kept'],
        ['curl', 'yours', 'kept'],
        ['zlib', 'base', 'kept'],
      ],
    );
    assert.deepEqual([result.base?.state, result.base?.clears, result.clears, result.files], ['kept', [], 0, []]);
    const other = await fix(
      target,
      { conditions, write: true, sources: { base: `${registry.host}/alpine:3.22` } },
      settings,
    );
    assert.deepEqual([other.result.base?.clears, other.result.clears], [['CVE-2025-0001', 'CVE-2025-0002'], 0]);
    // Where the base ends is not known without the list.
    const { baseImagesFile: _none, ...rest } = settings;
    const blind = await fix(
      target,
      { conditions, write: true, sources: { base: `${registry.host}/alpine:3.22` } },
      rest,
    );
    assert.match(blind.result.base?.why ?? '', /which layers of the image/);
    assert.equal(blind.result.packages[0]?.broughtBy, undefined);
    writeFileSync(join(work, 'real'), 'FROM x\n');
    symlinkSync(join(work, 'real'), join(work, 'Dockerfile'));
    await assert.rejects(
      fix(target, { conditions, write: true, sources: { dockerfile: join(work, 'Dockerfile') } }, settings),
      /it is a link/,
    );
    await assert.rejects(fix(`dir:${work}`, { conditions, write: true, sources: { base: 'x' } }, settings), {
      code: 'E_USAGE',
    });
  }));
