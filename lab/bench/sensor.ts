import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FrameReader, noCounters, type SensorCounters } from '../../src/phases/4-run/index.ts';
import { runnableSensor } from '../fixtures/index.ts';
import type { Figure } from './figures.ts';
import { projectRoot, sharedFolder } from './program.ts';

/*
 * What watching costs, and what it loses (Linux, root). Opens are what machines do most; the storm makes them as fast as it can, or so many a second. The bars:
 * one thread flat out loses nothing, 20,000 events a second take at most one core, and an idle machine 1 % of one.
 */

const run = promisify(execFile);
const rules = join(sharedFolder, 'suites/falco-rules/falco_rules.yaml');
const MiB = 1024 * 1024;
const ticksASecond = 100;

/** Opens by the storm, and nanoseconds of processor each. */
type Storm = (seconds: number, threads: number, rate: number) => Promise<{ count: number; nanoseconds: number }>;

export async function sensorFigures(minutes: number): Promise<readonly Figure[]> {
  const found = await runnableSensor();
  if ('missing' in found) return [{ name: 'the sensor', values: [['skipped:', found.missing]] }];
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  try {
    const program = join(folder, 'storm');
    await run('cc', ['-O2', '-pthread', '-o', program, join(import.meta.dirname, 'storm.c')]);
    const storm: Storm = async (seconds, threads, rate) => {
      const { stdout } = await run(program, [seconds, threads, rate, folder].map(String));
      const [count = 0, nanoseconds = 0] = stdout.split(' ').map(Number);
      return { count, nanoseconds };
    };
    const seconds = Math.max(5, Math.round(minutes * 60));
    const alone = await storm(3, 1, 0);
    return [
      await flatOut(found.program, storm, seconds, 1, alone.nanoseconds),
      await flatOut(found.program, storm, seconds, 2, alone.nanoseconds),
      await engine(found.program, folder, storm),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sensor alone under opens as fast as they go. */
async function flatOut(
  program: string,
  storm: Storm,
  seconds: number,
  threads: number,
  alone: number,
): Promise<Figure> {
  let counters: SensorCounters = noCounters;
  const reader = new FrameReader({
    counters(value) {
      counters = value;
    },
  });
  const sensor = spawn(program, ['--events', 'openat,execve,connect'], { stdio: ['pipe', 'pipe', 'inherit'] });
  sensor.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  const ended = new Promise((resolve) => sensor.on('close', resolve));
  await sleep(2_000);
  const { count, nanoseconds } = await storm(seconds, threads, 0);
  const cpu = processorSeconds(sensor);
  sensor.stdin.end();
  await ended;
  const lost = [...counters.lost.values()].reduce((sum, value) => sum + value, 0);
  return {
    name: `the sensor under ${threads} threads of opens flat out`,
    values: [
      ['opens a second', Math.round(count / seconds).toLocaleString('en')],
      ['of the speed alone', (alone / nanoseconds).toFixed(2)],
      ['events told', counters.told.toLocaleString('en')],
      ['lost', lost.toLocaleString('en')],
      ['processor', `${((cpu / seconds) * 100).toFixed(0)} %`],
    ],
  };
}

/** Sensor and engine together, idle and at 20,000 events a second (an open and a close each). */
async function engine(program: string, folder: string, storm: Storm): Promise<Figure> {
  const own = join(folder, 'rules.yaml');
  writeFileSync(
    own,
    '- rule: r\n  desc: d\n  condition: evt.type = openat and fd.name = /never\n  output: o\n  priority: NOTICE\n',
  );
  const cli = join(projectRoot, 'dist/doors/cli/main.js');
  if (!existsSync(cli)) return { name: 'the engine', values: [['skipped:', 'not built']] };
  const flags = [
    'watch',
    '--sensor',
    program,
    '--rules',
    existsSync(rules) ? rules : own,
    '--ledger',
    join(folder, 'ledger'),
  ];
  const watch = spawn(process.execPath, [cli, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => watch.on('close', resolve));
  await new Promise((resolve) =>
    watch.stderr.on('data', (chunk: Buffer) => chunk.includes('watching') && resolve(undefined)),
  );
  await sleep(5_000);
  const load = async (work: () => Promise<unknown>): Promise<string> => {
    const family = [watch.pid ?? 0, ...childrenOf(watch.pid ?? 0)];
    const before = family.reduce((sum, pid) => sum + ticks(pid), 0);
    const start = performance.now();
    await work();
    const used = family.reduce((sum, pid) => sum + ticks(pid), 0) - before;
    return `${((used / ticksASecond / ((performance.now() - start) / 1000)) * 100).toFixed(1)} %`;
  };
  const quiet = await load(() => sleep(5_000));
  const busy = await load(() => storm(10, 1, 10_000));
  const family = [watch.pid ?? 0, ...childrenOf(watch.pid ?? 0)];
  const memory = (['Pss', 'Rss'] as const).map((kind) => {
    const each = family.map((pid) => memoryOf(pid, kind));
    const all = each.reduce((sum, bytes) => sum + bytes, 0);
    return `${Math.round(all / MiB)} MiB (${each.map((bytes) => Math.round(bytes / MiB)).join(' and ')})`;
  });
  watch.kill('SIGTERM');
  await ended;
  return {
    name: 'engine and sensor',
    values: [
      ['with what else the machine does', quiet],
      ['at 20,000 events a second more', busy],
      // Pages that are mapped twice, as those of the rings are, stand once in the first and twice in the second.
      ['memory', memory[0] ?? ''],
      ['resident', memory[1] ?? ''],
    ],
  };
}

const stat = (pid: number): readonly string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

const ticks = (pid: number): number => Number(stat(pid)[11]) + Number(stat(pid)[12]);
/** Bytes of a process: `Pss` shares out the pages that others map too, `Rss` counts all of them. */
const memoryOf = (pid: number, kind: 'Pss' | 'Rss'): number =>
  Number(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(new RegExp(`^${kind}: +(\\d+) kB$`, 'm'))?.[1]) * 1024;
const processorSeconds = (child: ChildProcess): number => ticks(child.pid ?? 0) / ticksASecond;

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
