import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { offlineSettings, type Settings, scan, watch } from '../../src/flows/index.ts';
import { type FixtureEntry, inTemporaryDirectory, layer, ociLayout } from '../fixtures/index.ts';
import { containerParts, inContainer } from './in-container.ts';

const run = promisify(execFile);

/** Programs of packages of Debian that are run, with words that make them do nothing; and packages of which nothing is. */
const programs: readonly (readonly string[])[] = [
  ...['curl', 'git', 'gzip', 'xz', 'tar', 'sed', 'find', 'diff', 'hostname', 'grep'].map((one) => [one, '--version']),
  ['perl', '-e', '1'],
];
const idle = 'bash less procps bzip2 file wget make patch zip unzip jq sqlite3 mawk coreutils dash login passwd'.split(
  ' ',
);
const modules = { python: ['alpha', 'beta', 'gamma', 'delta'], npm: ['one', 'two', 'three', 'four'] } as const;
const used = { python: ['alpha', 'beta'], npm: ['one', 'two'] } as const;

const lists = '/var/lib/dpkg/info';

/** Which package of Debian each file of this machine is of. */
async function owners(): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for (const name of await readdir(lists).catch(() => [])) {
    const owner = /^([^:]+)(?::[a-z0-9]+)?\.list$/.exec(name)?.[1];
    if (owner === undefined) continue;
    for (const path of (await readFile(join(lists, name), 'utf8')).split('\n')) all.set(oneTree(path), owner);
  }
  return all;
}

/** `/bin` and `/lib` are links into `/usr`, and lists say one or the other. */
const oneTree = (path: string): string => path.replace(/^\/(?:usr\/)?(s?bin|lib)/, '/usr/$1');

/** Where a program lies, and its libraries. */
async function filesOf(program: string): Promise<readonly string[]> {
  const { stdout } = await run('which', [program], { env: { PATH: '/usr/bin:/usr/sbin:/bin' } });
  const path = stdout.trim();
  const libraries = await run('ldd', [path]).catch(() => ({ stdout: '' }));
  return [path, ...[...libraries.stdout.matchAll(/(\/\S+) \(0x/g)].map(([, library]) => library ?? '')];
}

/** Packages of Debian that running a program uses: its own, and those of its libraries. */
async function usedBy(program: string, of: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await filesOf(program))
    for (const path of new Set([file, await realpath(file)])) {
      const owner = of.get(oneTree(path));
      if (owner !== undefined) found.push(owner);
    }
  return found;
}

/** What an image says of its packages: records of dpkg for those of this machine, and of modules that are made here. */
async function records(debs: readonly string[]): Promise<readonly FixtureEntry[]> {
  const entries: FixtureEntry[] = [];
  const statuses: string[] = [];
  for (const name of debs) {
    const status = await run('dpkg-query', ['-s', name]).catch(() => undefined);
    if (status === undefined) continue;
    statuses.push(status.stdout);
    // Called by its architecture as well where several may be installed.
    for (const list of [`${name}.list`, `${name}:amd64.list`]) {
      const body = await readFile(join(lists, list)).catch(() => undefined);
      if (body !== undefined) entries.push({ path: `var/lib/dpkg/info/${list}`, body });
    }
  }
  entries.push({ path: 'var/lib/dpkg/status', body: statuses.join('\n') });
  entries.push({ path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' });
  for (const [path, body] of moduleFiles()) entries.push({ path, body });
  return entries;
}

function moduleFiles(): readonly (readonly [string, string])[] {
  const python = modules.python.flatMap((name) => {
    const folder = `opt/py/${name}-1.0.dist-info`;
    return [
      [`opt/py/${name}/__init__.py`, `from . import part\n`],
      [`opt/py/${name}/part.py`, '\n'],
      [`${folder}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`],
      [`${folder}/RECORD`, `${name}/__init__.py,,\n${name}/part.py,,\n${name}-1.0.dist-info/METADATA,,\n`],
    ] as const;
  });
  const npm = modules.npm.flatMap((name) => [
    [
      `opt/app/node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    ] as const,
    [`opt/app/node_modules/${name}/index.js`, '\n'] as const,
  ]);
  return [...python, ...npm];
}

interface World {
  readonly settings: Settings;
  /** Digest of its manifest. */
  readonly image: string;
  readonly sensor: string;
  /** Purls without versions. */
  readonly expected: ReadonlySet<string>;
}

const short = (purl: string): string => purl.replace(/@.*$/, '').replace(/^pkg:/, '');

/** How much of the truth was found, and how much of what was found is true. */
function measure(t: TestContext, what: string, found: ReadonlySet<string>, expected: ReadonlySet<string>): void {
  const missed = [...expected].filter((one) => !found.has(one));
  const wrong = [...found].filter((one) => !expected.has(one));
  t.diagnostic(
    `${what}: ${expected.size} used; missed: ${missed.join(' ') || 'none'}; wrong: ${wrong.join(' ') || 'none'}`,
  );
  const enough = 26 / 27;
  assert.ok((expected.size - missed.length) / expected.size >= enough, `missed ${missed.join(' ')}`);
  assert.ok((found.size - wrong.length) / found.size >= enough, `wrong ${wrong.join(' ')}`);
}

async function inUseDuring(
  { settings, image, sensor }: World,
  container: string | (() => string),
  work: () => Promise<void>,
): Promise<ReadonlySet<string>> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  // An engine that knows our container alone: others run on this machine too.
  const described = { Image: `sha256:${'0'.repeat(64)}`, RepoDigests: [`image@${image}`] };
  const idOf = (): string => (typeof container === 'string' ? container : container());
  const engine = {
    read: () => undefined,
    ask: async (_socket: string, path: string) => {
      const isOurs = path === `/containers/${idOf()}/json` || path.startsWith('/images/');
      return { status: isOurs ? 200 : 404, body: Buffer.from(JSON.stringify(described)) };
    },
  };
  const watched = watch({ sensor, rules: [], stop: stop.signal, ...engine }, settings, {
    onAlert: () => {},
    onReady: ready.resolve,
  });
  watched.catch(ready.reject);
  await ready.promise;
  await setTimeout(200);
  await work();
  await setTimeout(1_000);
  stop.abort();
  const { inUse, summary } = await watched;
  assert.equal(summary.incomplete, undefined);
  const id = idOf().slice(0, 12);
  const own = inUse.filter(({ evidence }) => evidence.observation.containers.includes(id));
  return new Set(own.flatMap(({ evidence }) => evidence.packages.map(({ purl }) => short(purl))));
}

const python = [
  '/usr/bin/python3',
  '-S',
  '-c',
  `import sys; sys.path.insert(0, "/opt/py"); import ${used.python.join(', ')}`,
];
const node = ['/usr/bin/node', '-e', used.npm.map((name) => `require("/opt/app/node_modules/${name}")`).join(';')];

test('what is in use is found on an image with known truth: run, there before, a job of a second', {
  timeout: 300_000,
}, async (t) => {
  const parts = await containerParts();
  if ('missing' in parts) return t.skip(parts.missing);
  const of = await owners();
  const debs = new Set<string>();
  for (const [program = ''] of programs) {
    const found = await usedBy(program, of).catch(() => []);
    if (found.length === 0) return t.skip(`${program} is no program of a package of Debian here`);
    for (const name of found) debs.add(name);
  }
  await inTemporaryDirectory(async (folder) => {
    const settings = offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      toolVersion: 'test',
    });
    const interpreters = ['python3.11-minimal', 'libpython3.11-minimal', 'libpython3.11-stdlib', 'nodejs'];
    const listed = [...debs, ...idle, ...interpreters];
    const image = join(folder, 'image');
    const { images } = await ociLayout(image, { layers: [layer(await records(listed))] });
    const report = await scan(`oci:${image}`, settings);
    const expected = new Set([
      ...[...debs].map((name) => `deb/debian/${name}`),
      ...used.python.map((name) => `pypi/${name}`),
      ...used.npm.map((name) => `npm/${name}`),
    ]);
    const world: World = { settings, image: images[0]?.manifest.digest ?? '', sensor: parts.sensor, expected };
    t.diagnostic(`${report.packages.length} packages in the image`);
    const make = async (root: string): Promise<void> => {
      for (const [path, body] of moduleFiles()) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), body);
      }
      await mkdir(join(root, 'run'), { recursive: true });
    };
    const ofTheImage = (found: ReadonlySet<string>): ReadonlySet<string> =>
      // Interpreters and their own files are used as well.
      new Set([...found].filter((one) => !interpreters.some((name) => one === `deb/debian/${name}`)));
    const folderOf = async (name: string): Promise<string> => {
      await mkdir(join(folder, name));
      return join(folder, name);
    };
    const waiting = { below: '/', make, args: ['/usr/bin/perl', '-e', 'sleep 600'] };
    await inContainer(await folderOf('run'), waiting, async ({ id, exec }) => {
      const found = await inUseDuring(world, id, async () => {
        for (const words of [...programs, python, node]) await exec(words);
      });
      measure(t, 'run', ofTheImage(found), expected);
      const before = new Set((await usedBy('perl', of)).map((name) => `deb/debian/${name}`));
      measure(t, 'there before', ofTheImage(await inUseDuring(world, id, async () => {})), before);
    });
    const names = programs.map((words) => words.join(' ')).join('; ');
    const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');
    const job = { below: '/', make, args: ['/bin/sh', '-c', `${names}; ${quoted(python)}; ${quoted(node)}`] };
    const jobFolder = await folderOf('job');
    let id = '';
    const found = await inUseDuring(
      world,
      () => id,
      async () => {
        await inContainer(jobFolder, job, async (container) => {
          id = container.id;
          await setTimeout(2_000);
        });
      },
    );
    measure(t, 'a job', ofTheImage(found), new Set([...expected, 'deb/debian/dash']));
  });
});
