/**
 * Compares our findings with those of a program that shares nothing with `src`: `npm run check:findings -- IMAGES FEEDS [DEBIAN_ROOT.tar]`.
 * IMAGES holds `alpine/*.tar.gz`, FEEDS holds `alpine/`, `debian/security-tracker/data/` and `osv/`. For npm, PyPI and Go an image is made that has every
 * package of the feed in the versions where records begin and end. Prints what only one side has, and ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { packageOf, type Report, systemClock } from '../../src/core/index.ts';
import { feeds, offlineSettings, type Settings, scan } from '../../src/flows/index.ts';
import { layer, ociLayout } from '../fixtures/index.ts';
import { languageRoot } from './language-root.ts';

const [images = '../shared/images', feedFolder = '../shared/feeds', debianRoot] = process.argv.slice(2);
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

/** `id package` of every vulnerability of a distribution package. */
const pairs = (report: Report): string[] =>
  report.findings.map((one) => `${one.id} ${packageOf(one)?.name ?? ''}`).sort();

async function scanRoot(name: string, tar: Uint8Array, feed: string, base: string): Promise<Report> {
  const directory = join(work, name);
  await ociLayout(directory, { layers: [layer(tar)] });
  return scan(`oci:${directory}`, settings(feed, base));
}

let passed = 0;
let failed = 0;
function compare(name: string, ours: readonly string[], theirs: readonly string[]): void {
  const [one, other] = [new Set(ours), new Set(theirs)];
  const missing = theirs.filter((line) => !one.has(line));
  const extra = ours.filter((line) => !other.has(line));
  console.log(
    `${name}: ${ours.length} ours, ${theirs.length} theirs, ${missing.length} missing, ${extra.length} extra`,
  );
  for (const line of missing) console.log(`  missing ${line}`);
  for (const line of extra) console.log(`  extra   ${line}`);
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
  for (const finding of report.findings) {
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

try {
  for (const file of readdirSync(join(images, 'alpine')).filter((one) => one.endsWith('.tar.gz'))) {
    const path = join(images, 'alpine', file);
    const report = await scanRoot(file, gunzipSync(readFileSync(path)), 'alpine', folder('alpine'));
    compare(file, pairs(report), lines('alpine.py', path, resolve(feedFolder, 'alpine')));
  }
  for (const ecosystem of ['npm', 'PyPI', 'Go'] as const) {
    const archive = resolve(feedFolder, 'osv', ecosystem, 'all.zip');
    if (!existsSync(archive)) continue;
    const asked = lines('osv.py', ecosystem, archive);
    writeFileSync(join(work, 'asked'), asked.join('\n'));
    const theirs = lines('osv.py', ecosystem, archive, join(work, 'asked'));
    const report = await scanRoot(ecosystem, languageRoot(ecosystem, asked), 'osv', folder('osv'));
    compareRecords(ecosystem, report, theirs);
  }
  if (debianRoot !== undefined && existsSync(debianRoot)) {
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
