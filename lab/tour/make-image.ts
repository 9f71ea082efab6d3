/**
 * Makes the images of the tour: `examples/tour/image`, an OCI layout with `1` and, one thing mended, `2`. Needs apt-get, dpkg-deb, go, npm and pip; run by hand when the image should
 * change (`npm run tour:image`). The parts are chosen by licence (Apache-2.0, MIT, BSD, Zlib), in versions with known flaws: it is there to be
 * scanned. No container engine takes part, so each layer holds exactly what is written here.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type FixtureEntry, type FixtureImage, type FixtureLayer, layer, ociLayout } from '../fixtures/index.ts';

const root = join(import.meta.dirname, '../..');
const context = join(root, 'examples/tour/build-context');
const target = join(root, 'examples/tour/image');
const work = mkdtempSync(join(tmpdir(), 'seaworthy-tour-'));
const created = '2026-11-24T00:00:00Z';

const run = (directory: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: directory, encoding: 'utf8', env: { ...process.env, CGO_ENABLED: '0' } });

/** Everything below a folder as entries of a layer, sorted, owned by root. */
function tree(folder: string, below: string): FixtureEntry[] {
  const entries: FixtureEntry[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const facts = lstatSync(path);
    const inside = join(below, name);
    if (facts.isSymbolicLink()) entries.push({ path: inside, kind: 'symlink', link: readlinkSync(path) });
    else if (facts.isDirectory()) entries.push({ path: inside, kind: 'directory', mode: 0o755 }, ...tree(path, inside));
    else entries.push({ path: inside, body: readFileSync(path), mode: facts.mode & 0o111 ? 0o755 : 0o644 });
  }
  return entries;
}

/** A distroless base: libraries of Debian 12 as its packages hold them, each with its control record under `status.d`. */
function base(): FixtureEntry[] {
  const packages = ['libexpat1=2.5.0-1+deb12u2', 'libssl3=3.0.17-1~deb12u2', 'zlib1g=1:1.2.13.dfsg-1'];
  const archives = join(work, 'debs');
  const files = join(work, 'base');
  mkdirSync(archives);
  run(archives, 'apt-get', 'download', ...packages);
  const records: FixtureEntry[] = [];
  for (const archive of readdirSync(archives).sort()) {
    run(archives, 'dpkg-deb', '--extract', archive, files);
    const control = join(work, archive);
    run(archives, 'dpkg-deb', '--control', archive, control);
    const name = archive.slice(0, archive.indexOf('_'));
    records.push({ path: `var/lib/dpkg/status.d/${name}`, body: readFileSync(join(control, 'control')) });
    records.push({ path: `var/lib/dpkg/status.d/${name}.md5sums`, body: readFileSync(join(control, 'md5sums')) });
  }
  for (const name of readdirSync(join(files, 'usr/share/doc'))) {
    for (const doc of readdirSync(join(files, 'usr/share/doc', name))) {
      if (doc !== 'copyright') rmSync(join(files, 'usr/share/doc', name, doc));
    }
  }
  const release = [
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
    'NAME="Debian GNU/Linux"',
    'VERSION_ID="12"',
    'VERSION="12 (bookworm)"',
    'VERSION_CODENAME=bookworm',
    'ID=debian',
  ];
  return [
    { path: 'etc/os-release', kind: 'symlink', link: '../usr/lib/os-release' },
    { path: 'usr/lib/os-release', body: `${release.join('\n')}\n` },
    ...tree(files, ''),
    ...records,
  ];
}

/** The program; with `fixed`, built anew with a library in which the exploited flaw is mended. */
function service(fixed: boolean): FixtureEntry[] {
  const name = fixed ? 'harbour-2' : 'harbour-1';
  const [source, program] = [join(work, `${name}-source`), join(work, name)];
  run(work, 'cp', '-r', join(context, 'service'), source);
  if (fixed) run(source, 'go', 'get', 'golang.org/x/net@v0.23.0');
  run(source, 'go', 'build', '-trimpath', '-ldflags=-s -w -buildid=', '-o', program, '.');
  return [{ path: 'usr/local/bin/harbour', body: readFileSync(program), mode: 0o755 }];
}

function web(): FixtureEntry[] {
  const folder = join(work, 'web');
  mkdirSync(folder);
  run(work, 'cp', join(context, 'web/package.json'), folder);
  run(folder, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--omit=dev');
  rmSync(join(folder, 'node_modules/.package-lock.json'), { force: true });
  // Made up, and put together here so that nothing in the repository looks like a key.
  const id = ['AKIA', 'QYLPMN5H', 'HARBTOUR'].join('');
  const secret = Buffer.from('a made up key of the tour, no secret').toString('base64').slice(0, 40);
  const environment = `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
  return [...tree(folder, 'app/web'), { path: 'app/web/.env', body: environment, mode: 0o600 }];
}

function jobs(): FixtureEntry[] {
  const folder = join(work, 'jobs');
  const requirements = join(context, 'jobs/requirements.txt');
  run(
    work,
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--no-compile',
    '--target',
    folder,
    '--requirement',
    requirements,
  );
  return tree(folder, 'usr/lib/python3/dist-packages');
}

const remove = (): FixtureEntry[] => [
  { path: 'app/web/.env', kind: 'whiteout' },
  { path: 'app/web/node_modules/semver', kind: 'whiteout' },
];

/** The steps of the Dockerfile, each a layer. */
const steps = [
  'ADD base.tar / # Debian 12: libexpat1, libssl3, zlib1g',
  'COPY service/harbour /usr/local/bin/harbour',
  'COPY web/ /app/web/',
  'COPY jobs/site-packages/ /usr/lib/python3/dist-packages/',
  'RUN rm /app/web/.env && rm -r /app/web/node_modules/semver',
];

function image(layers: readonly FixtureLayer[]): FixtureImage {
  const step = (created_by: string): object => ({ created, created_by });
  const settings = ['ENV LISTEN=0.0.0.0:8080', 'EXPOSE 8080', 'ENTRYPOINT ["/usr/local/bin/harbour"]'];
  return {
    layers,
    config: {
      created,
      config: {
        Entrypoint: ['/usr/local/bin/harbour'],
        Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LISTEN=0.0.0.0:8080'],
        ExposedPorts: { '8080/tcp': {} },
        Labels: { 'org.opencontainers.image.title': 'harbour', 'org.opencontainers.image.licenses': 'Apache-2.0' },
      },
      history: [...steps.map(step), ...settings.map((by) => ({ ...step(by), empty_layer: true }))],
    },
  };
}

try {
  const [first, second] = [base(), web()].map((entries) => layer(entries));
  const [third, last] = [jobs(), remove()].map((entries) => layer(entries));
  const shared = [second, third, last].filter((one) => one !== undefined);
  const built = (fixed: boolean): FixtureImage => image([...(first ? [first] : []), layer(service(fixed)), ...shared]);
  rmSync(target, { recursive: true, force: true });
  const layout = await ociLayout(target, [
    { tag: '1', images: [built(false)] },
    { tag: '2', images: [built(true)] },
  ]);
  for (const [path, bytes] of layout.files) console.log(`${bytes.length}\t${relative(root, join(target, path))}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
