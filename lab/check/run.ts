/**
 * Compares our findings with those of a program that shares nothing with `src`: `npm run check:findings -- IMAGES FEEDS [DEBIAN_ROOT.tar [ONLY]]`.
 * IMAGES holds `alpine/*.tar.gz`, FEEDS holds `alpine/`, `azurelinux/`, `debian/security-tracker/data/`, `osv/` and `ubuntu/oval/`, each where it is at hand.
 * For ecosystems of languages, AlmaLinux, Azure Linux and Ubuntu an image is made that has the packages of the feed in the versions where records begin and
 * end. ONLY is a text that the name of a comparison must have in it. Prints what only one side has, and ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Finding, packageOf, type Report, systemClock } from '../../src/core/index.ts';
import { feeds, offlineSettings, type Settings, scan } from '../../src/flows/index.ts';
import { layer, ociLayout } from '../fixtures/index.ts';
import { languageRoot, madeEcosystems } from './language-root.ts';
import { type MadeRelease, systemRoot } from './system-root.ts';

const [images = '../shared/images', feedFolder = '../shared/feeds', debianRoot = '-', only = ''] =
  process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'seaworthy-check-'));
const here = import.meta.dirname;
const folder = (path: string): string => `${pathToFileURL(resolve(feedFolder, path)).href}/`;

function settings(feed: string, base: string): Settings {
  return offlineSettings({
    databaseDirectory: join(work, 'database'),
    feeds: { ...Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])), [feed]: base },
    clock: systemClock,
    toolVersion: 'check',
  });
}

/** What an image is besides its packages is nothing that others are asked for. */
const flawsOf = ({ findings }: Report): readonly Finding[] => findings.filter(({ kind }) => kind === 'vulnerability');

/** `id package` of every vulnerability of a distribution package. */
const pairs = (report: Report): string[] =>
  flawsOf(report)
    .map((one) => `${one.id} ${packageOf(one)?.name ?? ''}`)
    .sort();

async function scanRoot(name: string, tar: Uint8Array, feed: string, base: string): Promise<Report> {
  const directory = join(work, name);
  await ociLayout(directory, { layers: [layer(tar)] });
  return scan(`oci:${directory}`, settings(feed, base));
}

/** Lines that are printed of each kind of difference. */
const mostLines = 100;

let passed = 0;
let failed = 0;
function compare(name: string, ours: readonly string[], theirs: readonly string[]): void {
  const [one, other] = [new Set(ours), new Set(theirs)];
  const missing = theirs.filter((line) => !one.has(line));
  const extra = ours.filter((line) => !other.has(line));
  console.log(
    `${name}: ${ours.length} ours, ${theirs.length} theirs, ${missing.length} missing, ${extra.length} extra`,
  );
  for (const line of missing.slice(0, mostLines)) console.log(`  missing ${line}`);
  for (const line of extra.slice(0, mostLines)) console.log(`  extra   ${line}`);
  if (missing.length + extra.length === 0) passed++;
  else failed++;
}

/**
 * One finding tells all records that name the same flaw. So a record that only they have must be named by a finding about the same version, and each
 * finding must name a record that they have.
 */
function compareRecords(ecosystem: string, report: Report, theirs: readonly string[]): void {
  const told = new Set(theirs);
  const ours = new Set<string>();
  for (const finding of flawsOf(report)) {
    const { id, aliases } = finding;
    const found = packageOf(finding);
    const all = [id, ...aliases].map((one) => `${one} ${found?.name} ${found?.version.replace(/^v/, '')}`);
    const known = all.filter((line) => told.has(line));
    for (const line of known.length > 0 ? known : all.slice(0, 1)) ours.add(line);
  }
  compare(ecosystem, [...ours], theirs);
}

const lines = (script: string, ...args: string[]): string[] =>
  [
    ...new Set(
      execFileSync('python3', [join(here, script), ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 })
        .split('\n')
        .filter(Boolean),
    ),
  ].sort();

/** Distributions whose data is compared package by package, in an image that is made of it. */
const systems: readonly {
  readonly name: string;
  readonly kind: 'alma' | 'azure' | 'ubuntu';
  readonly feed: string;
  readonly base: string;
  readonly file: string;
  readonly release: MadeRelease;
}[] = [
  ...['8', '9', '10'].map((version) => ({
    name: `AlmaLinux ${version}`,
    kind: 'alma' as const,
    feed: 'almalinux',
    base: 'osv',
    file: 'osv/AlmaLinux/all.zip',
    release: { id: 'almalinux', version, vendor: 'AlmaLinux' },
  })),
  ...(
    [
      ['azurelinux', '3.0', 'azurelinux-3.0'],
      ['mariner', '2.0', 'cbl-mariner-2.0'],
      ['mariner', '1.0', 'cbl-mariner-1.0'],
    ] as const
  ).map(([id, version, stem]) => ({
    name: stem,
    kind: 'azure' as const,
    feed: 'azure-linux',
    base: 'azurelinux',
    file: `azurelinux/${stem}-oval.xml.gz`,
    release: { id, version, vendor: 'Microsoft Corporation' },
  })),
  {
    name: 'Ubuntu 24.04',
    kind: 'ubuntu',
    feed: 'ubuntu',
    base: 'ubuntu/oval',
    file: 'ubuntu/oval/com.ubuntu.noble.usn.oval.xml.bz2',
    release: { id: 'ubuntu', version: '24.04', vendor: 'Ubuntu' },
  },
];

try {
  for (const file of readdirSync(join(images, 'alpine')).filter((one) => one.endsWith('.tar.gz'))) {
    if (!file.includes(only)) continue;
    const path = join(images, 'alpine', file);
    const report = await scanRoot(file, gunzipSync(readFileSync(path)), 'alpine', folder('alpine'));
    compare(file, pairs(report), lines('alpine.py', path, resolve(feedFolder, 'alpine')));
  }
  for (const ecosystem of madeEcosystems) {
    const archive = resolve(feedFolder, 'osv', ecosystem, 'all.zip');
    if (!ecosystem.includes(only) || !existsSync(archive)) continue;
    const asked = lines('osv.py', ecosystem, archive);
    writeFileSync(join(work, 'asked'), asked.join('\n'));
    const theirs = lines('osv.py', ecosystem, archive, join(work, 'asked'));
    const report = await scanRoot(ecosystem, languageRoot(ecosystem, asked), 'osv', folder('osv'));
    compareRecords(ecosystem, report, theirs);
  }
  for (const { name, kind, feed, base, file, release } of systems) {
    if (!name.includes(only) || !existsSync(resolve(feedFolder, file))) continue;
    const words = [kind, resolve(feedFolder, file), release.version];
    const asked = lines('systems.py', ...words);
    writeFileSync(join(work, 'asked'), asked.join('\n'));
    const theirs = lines('systems.py', ...words, join(work, 'asked'));
    const report = await scanRoot(name, systemRoot(release, asked), feed, folder(base));
    const ours = flawsOf(report).map((one) => `${one.id} ${packageOf(one)?.name} ${packageOf(one)?.version}`);
    compare(name, [...new Set(ours)].sort(), theirs);
  }
  if ('debian'.includes(only) && existsSync(debianRoot)) {
    const data = 'debian/security-tracker/data';
    const report = await scanRoot('debian', readFileSync(debianRoot), 'debian-advisories', folder(data));
    const status = join(work, 'status');
    writeFileSync(status, execFileSync('tar', ['-xOf', debianRoot, './var/lib/dpkg/status'], { maxBuffer: 2 ** 28 }));
    const codename = report.distribution?.codename ?? '';
    compare(debianRoot, pairs(report), lines('debian.py', status, resolve(feedFolder, data), codename));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
