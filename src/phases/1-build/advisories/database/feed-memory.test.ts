import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory, makeZip } from '../../../../../lab/fixtures/index.ts';

/* What a feed costs at its worst, by what the system says of a process that fetches nothing else. */

/* Of Linux: the peak that getrusage tells is that of the process it was forked from as well. */
const skip = existsSync('/proc/self/status') ? false : 'no /proc here';

const MiB = 1024 * 1024;
const mostMemory = 400 * MiB;

/** Updates a partition from files and tells how it ended and what memory it took at most (bytes). */
const worker = `
  const [, base, partition, directory, room, net, core] = process.argv;
  const { feeds, openDatabase, updatePartition } = await import(room);
  const { fileHttp } = await import(net);
  const { defaultLimits: limits, systemClock: clock } = await import(core);
  const feed = feeds.find((one) => one.owns(partition));
  const database = openDatabase(directory);
  const { state, why } = await updatePartition(database, feed, partition, { base, http: fileHttp(), limits, clock });
  database.close();
  process.stdout.write(JSON.stringify({ state, why, memory: Number(/VmHWM:\\s+(\\d+)/.exec((await import('node:fs')).readFileSync('/proc/self/status', 'utf8'))[1]) * 1024 }));
`;

interface Outcome {
  readonly state: string;
  readonly why?: string;
  readonly memory: number;
}

async function update(folder: string, partition: string): Promise<Outcome> {
  const rooms = ['../index.ts', '../../../../foundations/net/index.ts', '../../../../core/index.ts'];
  const modules = rooms.map((room) => new URL(room, import.meta.url).href);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    worker,
    pathToFileURL(folder).href,
    partition,
    join(folder, 'database'),
    ...modules,
  ]);
  return JSON.parse(stdout) as Outcome;
}

/** Writes a file of `parts`, the second so often that the file has about that many bytes. */
function writeLarge(path: string, bytes: number, parts: readonly [head: string, piece: string, tail: string]): void {
  const [head, piece, tail] = parts;
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, head);
  const block = Buffer.from(piece.repeat(Math.ceil(MiB / piece.length)));
  for (let written = head.length; written + block.length + tail.length < bytes; )
    written += writeSync(descriptor, block);
  writeSync(descriptor, tail);
  closeSync(descriptor);
}

const kevFile = 'known_exploited_vulnerabilities.json';
const epssFile = 'epss_scores-current.csv.gz';
const header = 'cve,epss,percentile\n';

/** An array in an array …: the JSON that becomes the most objects for its bytes. */
const nested = '[[],[],[],[]],';

const cases: Readonly<Record<string, { partition: string; why: RegExp; write: (folder: string) => void }>> = {
  'EPSS that inflates to a gigabyte': {
    partition: 'epss',
    why: /inflates to more than/,
    write(folder) {
      const member = gzipSync(Buffer.from(header + 'CVE-2030-0001,0.1,0.1\n'.repeat(64 * 1024)));
      const times = Math.ceil((1024 * MiB) / (64 * 1024 * 22));
      const descriptor = openSync(join(folder, epssFile), 'w');
      for (let at = 0; at < times; at++) writeSync(descriptor, member);
      closeSync(descriptor);
    },
  },
  'KEV of 450 MB': {
    partition: 'kev',
    why: /more than \d+ bytes/,
    write: (folder) =>
      writeLarge(join(folder, kevFile), 450 * MiB, ['{"vulnerabilities":[', '{"cveID":"CVE-2030-0001"},', '{}]}']),
  },
  'KEV as large as is read, all of it small objects': {
    partition: 'kev',
    why: /not understood/,
    write: (folder) => writeLarge(join(folder, kevFile), 32 * MiB, ['{"vulnerabilities":[', nested, '[]]}']),
  },
  'KEV that is one large member': {
    partition: 'kev',
    why: /E_LIMIT|more than|array expected/,
    write: (folder) => writeLarge(join(folder, kevFile), 32 * MiB, ['{"dateReleased":[', nested, '[]]}']),
  },
  'a tracker that is one large flaw': {
    partition: 'debian-tracker/bookworm',
    why: /not understood/,
    write: (folder) =>
      writeLarge(join(folder, 'data/json'), 150 * MiB, ['{"linux":{"CVE-2030-0001":[', nested, '[]]}}']),
  },
  'an Alpine list of small objects': {
    partition: 'alpine/3.20',
    why: /not understood/,
    write: (folder) => writeLarge(join(folder, 'v3.20/main.json'), 4 * MiB, ['{"packages":[', nested, '[]]}']),
  },
  'OSV with a large record of small objects': {
    partition: 'osv/npm',
    why: /not understood/,
    write(folder) {
      mkdirSync(join(folder, 'npm'), { recursive: true });
      const text = `[${nested.repeat(140_000)}[]]`;
      const descriptor = openSync(join(folder, 'npm/all.zip'), 'w');
      writeSync(
        descriptor,
        makeZip(Array.from({ length: 64 }, (_, at) => ({ name: `${at}.json`, content: text, stored: true }))),
      );
      closeSync(descriptor);
    },
  },
};

for (const [what, { partition, why, write }] of Object.entries(cases))
  test(`${what}: refused, in bounded memory`, { skip }, () =>
    inTemporaryDirectory(async (folder) => {
      write(folder);
      const outcome = await update(folder, partition);
      assert.equal(outcome.state, 'refused');
      assert.match(outcome.why ?? '', why);
      assert.ok(outcome.memory <= mostMemory, `${Math.round(outcome.memory / MiB)} MiB`);
    }),
  );
