import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { systemClock } from '../../src/core/index.ts';
import { feeds, offlineSettings, scan } from '../../src/flows/index.ts';
import { match, openDatabase } from '../../src/phases/1-build/advisories/index.ts';
import type { Figure } from './figures.ts';
import { median } from './measure.ts';
import { benchFolder, emptyScript, programCommand, rowsAgainst } from './program.ts';
import type { BenchRows } from './row.ts';

/*
 * What advisories of an ecosystem's size cost: npm's zip of OSV, made up here, 250 MB of it; and a bill of materials of 600 packages judged by them.
 */

const run = promisify(execFile);
const MiB = 1024 * 1024;
const zipBytes = 250_000_000;
const packages = 600;
const folder = join(benchFolder, 'advisories');
const database = join(folder, 'database');
const bom = join(folder, 'bom.json');
const zip = join(folder, 'osv/npm/all.zip');

const nameOf = (number: number): string => `package-${number}`;

/** A record as OSV has most of them: one package, one range, some words that do not pack well. */
function recordOf(number: number): string {
  const words = createHash('shake256', { outputLength: 450 }).update(String(number)).digest('base64');
  return JSON.stringify({
    id: `GHSA-${number.toString(36).padStart(12, '0')}`,
    modified: '2026-01-01T00:00:00Z',
    published: '2025-12-31T00:00:00Z',
    aliases: [`CVE-2025-${100_000 + number}`],
    summary: `Something is wrong in ${nameOf(number % 150_000)}`,
    details: words,
    affected: [
      {
        package: { ecosystem: 'npm', name: nameOf(number % 150_000), purl: `pkg:npm/${nameOf(number % 150_000)}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: `${2 + (number % 3)}.0.0` }] }],
      },
    ],
    references: [{ type: 'WEB', url: `https://example.com/advisories/${number}` }],
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  });
}

/** Writes a zip (APPNOTE.TXT 4.3) entry by entry, so that making the input takes no memory. */
async function writeZip(path: string, bytes: number): Promise<void> {
  const file = openSync(path, 'w');
  const directory: Buffer[] = [];
  let [offset, count] = [0, 0];
  for (; offset < bytes; count++) {
    // What packs an entry is let go between one turn and the next.
    if (count % 128 === 0) await setImmediate();
    const name = Buffer.from(`GHSA-${count.toString(36).padStart(12, '0')}.json`);
    const content = Buffer.from(recordOf(count));
    const packed = deflateRawSync(content, { windowBits: 9, memLevel: 1 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    common.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    writeSync(file, local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  // More entries than the field holds stand in it modulo 65,536; readers of real archives go by zip64, so it is written as well.
  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(listed.length), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + listed.length), 64);
  wide.writeUInt32LE(1, 72);
  writeSync(file, Buffer.concat([listed, wide, end]));
  closeSync(file);
}

async function inputs(): Promise<void> {
  if (existsSync(zip)) return;
  await mkdir(join(folder, 'osv/npm'), { recursive: true });
  await writeZip(`${zip}.part`, zipBytes);
  await rename(`${zip}.part`, zip);
}

/** 600 packages, a third of which somebody says something about. */
async function writeBom(): Promise<void> {
  const components = Array.from({ length: packages }, (_, at) => {
    const name = at % 3 === 0 ? nameOf(at) : `quiet-${at}`;
    return { type: 'library', name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` };
  });
  await writeFile(bom, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }));
}

const off = feeds.filter(({ setting }) => setting !== 'osv').flatMap(({ setting }) => ['--feed', `${setting}=off`]);
const fromZip = [...off, '--feed', `osv=${pathToFileURL(join(folder, 'osv')).href}`];

/** Rows with bars: what building a partition of npm's size takes in memory, and a scan of a bill of materials by it in time. */
export async function ecosystemRows(cli: string): Promise<BenchRows> {
  if (!existsSync(cli)) return { name: 'advisories', skipped: 'the program is not built (npm run build)' };
  await inputs();
  await writeBom();
  await rm(database, { recursive: true, force: true });
  const update = programCommand(cli, 'db', 'update', 'osv/npm', '--refresh', '--database', database, ...fromZip);
  await run(update.program, [...update.arguments], { maxBuffer: 2 ** 28 });
  const ledger = ['--ledger', join(folder, 'ledger')];
  const flags = ['--offline', '--allow-partial', '--database', database, ...ledger, '-o', 'json', ...off];
  const scanned = programCommand(cli, 'scan', `sbom:${bom}`, ...flags);
  const toNothing = rowsAgainst(await emptyScript());
  return {
    rows: [
      toNothing(`scan a bill of materials of ${packages} packages / empty script`, scanned, { cpu: 4 }),
      toNothing('build npm from a zip of 250 MB / empty script', update, { memoryMiB: 300 }),
    ],
  };
}

/** How long matching alone takes in a running process (bar: 25 ms), and how large the partition is. */
export async function ecosystemFigures(): Promise<readonly Figure[]> {
  await writeBom();
  const settings = offlineSettings({
    databaseDirectory: database,
    feeds: Object.fromEntries(feeds.filter(({ setting }) => setting !== 'osv').map(({ setting }) => [setting, 'off'])),
    toolVersion: 'bench',
  });
  const inventory = await scan(`sbom:${bom}`, settings);
  const opened = openDatabase(database);
  try {
    const manifest = opened.manifest('osv/npm');
    if (manifest === undefined) return [{ name: 'advisories', values: [['not there', 'run the rows first']] }];
    const own = feeds.filter(({ setting }) => setting === 'osv');
    const times = Array.from({ length: 25 }, () => {
      // Time of the processor: others may share the machine.
      const start = process.cpuUsage();
      match(inventory, own, (id) => opened.partition(id), systemClock.now());
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    });
    return [
      {
        name: `matching ${packages} packages by npm of OSV (${manifest.records.toLocaleString('en')} records, ${Math.round(manifest.bytes / MiB)} MiB, of a zip of ${Math.round(statSync(zip).size / 1e6)} MB)`,
        values: [
          ['median CPU', `${median(times.slice(5)).toFixed(1)} ms (≤ 25)`],
          ['findings', String(inventory.findings.length)],
        ],
      },
    ];
  } finally {
    opened.close();
  }
}
