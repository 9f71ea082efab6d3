import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whyOf } from '../../src/core/index.ts';
import { scapCapture } from '../fixtures/index.ts';
import { gateOf } from '../green/gates.ts';
import { writeKeys } from '../green/repository.ts';
import { debian, npmPackage } from '../green/roots.ts';
import { World } from '../green/world.ts';

/*
 * `npm run soak [-- --seconds N]`: the same commands again and again in one process for N seconds (20), as a program that uses the library would run them.
 * Each ends as it did the first time, and nothing grows: memory, open files, files left behind. Exit codes: 0, 1 when something grew or ended otherwise,
 * 2 for wrong use.
 */

/** Rounds after which everything that is kept on purpose is there: modules, caches, the pool of zlib. */
const warmUp = 3;
/** Bytes of heap after a collection, of which a round or two may differ by chance. */
const mostGrowth = 24 * 1024 * 1024;

/** What must not grow. */
interface Holdings {
  readonly heap: number;
  readonly openFiles: number;
  readonly leftBehind: number;
}

async function holdings(): Promise<Holdings> {
  // What ended a moment ago closes its files a moment later.
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (globalThis.gc === undefined) throw new Error('start it as `npm run soak` does: with --expose-gc');
  globalThis.gc();
  const files = await readdir('/proc/self/fd').catch(() => []);
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith('seaworthy'));
  return { heap: process.memoryUsage().heapUsed, openFiles: files.length, leftBehind: left.length };
}

/** The commands of a round, each with the code that it ends with. */
async function commands(world: World): Promise<readonly (readonly [words: readonly string[], code: number])[]> {
  await world.write({
    Dockerfile: 'FROM debian:latest\nUSER root\n',
    'gate.yaml': gateOf('signedBy: [{ name: release, keyFile: ours.pub }]'),
    'r.yaml': '- rule: r\n  desc: d\n  condition: evt.type = close\n  output: o\n  priority: INFO\n',
    'a.scap': scapCapture({
      events: [{ code: 5, tid: 1, time: 1_700_000_000_000_000_000n, parameters: [{ number: 0n, bytes: 8 }] }],
    }),
  });
  await writeKeys(world, 'ours');
  const image = await world.layout({ ...debian(['flawed', '1.0-1']), ...npmPackage('flawed', '1.0.0') });
  const feeds = await world.feeds();
  await world.must(['sign', image, '--key', 'ours.key']);
  return [
    [['scan', image, '-o', 'json', ...feeds], 0],
    [['scan', image, '-o', 'html', '--cache', 'off', '--fail-on', 'high', ...feeds], 3],
    [['sbom', image, '-o', 'cyclonedx'], 0],
    [['lint', world.path('Dockerfile'), '-o', 'sarif'], 0],
    [['verify', image, '--key', 'ours.pub'], 0],
    [['gate', 'check', '--gate', 'gate.yaml', image], 0],
    [['replay', world.path('a.scap'), '--rules', world.path('r.yaml'), '--record', 'off'], 0],
    [['voyage', image], 0],
    [['ledger', 'verify'], 0],
    [['scan', world.path('nothing', 'here')], 1],
  ];
}

async function soak(world: World, seconds: number): Promise<readonly string[]> {
  const round = await commands(world);
  const end = performance.now() + seconds * 1_000;
  let first: Holdings | undefined;
  let rounds = 0;
  while (performance.now() < end || rounds <= warmUp) {
    for (const [words, code] of round) await world.must(words, [code]);
    rounds += 1;
    if (rounds === warmUp) first = await holdings();
  }
  const last = await holdings();
  const grown = first === undefined ? 0 : last.heap - first.heap;
  process.stdout.write(
    `${rounds} rounds of ${round.length} commands; heap ${grown < 0 ? '' : '+'}${(grown / 1_048_576).toFixed(1)} MiB, ${last.openFiles} open files\n`,
  );
  if (first === undefined) return ['nothing was measured'];
  return [
    ...(grown > mostGrowth ? [`the heap grew by ${Math.round(grown / 1_048_576)} MiB`] : []),
    ...(last.openFiles > first.openFiles ? [`${last.openFiles - first.openFiles} more files are open`] : []),
    ...(last.leftBehind > first.leftBehind ? [`${last.leftBehind - first.leftBehind} files were left behind`] : []),
  ];
}

async function main(seconds: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  // Others on this machine leave files as well: what is left in a place of our own is ours.
  process.env.TMPDIR = await mkdtemp(join(folder, 'tmp-'));
  try {
    const world = new World(folder, () => Promise.reject(new Error('no registry is used')));
    const wrong = await soak(world, seconds);
    for (const what of wrong) process.stdout.write(`FAILED ${what}\n`);
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    process.stdout.write(`FAILED ${whyOf(error)}\n`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
  const seconds = Number(values.seconds);
  if (seconds > 0) process.exitCode = await main(seconds);
  else {
    process.stderr.write('--seconds wants a number above 0\n');
    process.exitCode = 2;
  }
}
