import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { type CaptureEvent, FrameReader, noCounters, type SensorCounters } from '../../src/phases/4-run/index.ts';
import { inTemporaryDirectory, runnableSensor } from '../fixtures/index.ts';

const run = promisify(execFile);

/** Marks of events (`sensor/README.md`). */
const marks = { cut: 2, compat: 8, uring: 16, otherPath: 32, samePath: 64 } as const;

/** An event as it was told, with what stands beside it. */
interface Told {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly marks: number;
  /** By the kernel, where it is another than the name. */
  readonly path: string | undefined;
  readonly text: (parameter: string) => string | undefined;
  readonly whole: (parameter: string) => number | undefined;
  readonly copy: CaptureEvent;
}

interface Watched {
  readonly events: readonly Told[];
  readonly counters: SensorCounters;
  readonly snapshot: ReadonlySet<number>;
}

let missing: string | undefined;
let program = '';

before(async () => {
  const found = await runnableSensor();
  if ('program' in found) program = found.program;
  else missing = found.missing;
});

/** Skips, and says why, where the sensor cannot run. */
function cannot(t: TestContext): boolean {
  if (missing === undefined) return false;
  t.skip(missing);
  return true;
}

/** Watches with the sensor alone while `work` is done; gives everything it told. */
async function during(
  events: readonly string[],
  work: (sensor: number) => Promise<unknown>,
  options: readonly string[] = [],
): Promise<Watched> {
  const told: Told[] = [];
  const snapshot = new Set<number>();
  let counters: SensorCounters = noCounters;
  const sensor = spawn(program, ['--events', events.join(','), ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = Promise.withResolvers<void>();
  const reader = new FrameReader({
    process: ({ record }) => void snapshot.add(record.pid),
    snapshotEnd: () => ready.resolve(),
    event(event, origin) {
      const copy = event.copy();
      told.push({
        ...{ name: event.type.name, pid: origin.pid, tid: event.tid, marks: origin.marks, path: origin.path, copy },
        text: (parameter) => copy.text(parameter),
        whole: (parameter) => copy.whole(parameter),
      });
    },
    counters(value) {
      counters = value;
    },
  });
  sensor.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  const ended = new Promise<number | null>((resolve) => sensor.on('close', resolve));
  await Promise.race([ready.promise, ended.then((status) => assert.fail(`the sensor ended with ${status}`))]);
  try {
    await work(sensor.pid ?? 0);
    // What has just happened lies in the kernel for some milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 100));
  } finally {
    sensor.stdin.end();
  }
  assert.equal(await ended, 0);
  reader.finish();
  return { events: told, counters, snapshot };
}

/** Runs acts in a directory of their own, with their program built. */
async function withActs<T>(work: (act: (...words: string[]) => Promise<string>, directory: string) => Promise<T>) {
  return inTemporaryDirectory(async (directory) => {
    const acts = join(directory, 'acts');
    const inner = join(directory, 'inner');
    await mkdir(inner);
    await run('cc', ['-O2', '-pthread', '-o', acts, join(import.meta.dirname, 'acts.c')]);
    const act = async (...words: string[]) => (await run(acts, words, { cwd: inner, timeout: 60_000 })).stdout;
    return work(act, inner);
  });
}

const opening = (told: Told): boolean => told.name === 'openat' || told.name === 'open';

test('20,000 files opened as fast as it goes: every name right, none missing, none lost', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    const { events, counters } = await during(['openat'], () => act('opens', '20000'));
    const names = events.filter((told) => opening(told) && told.text('name')?.startsWith('many-'));
    assert.deepEqual(
      names.map((told) => told.text('name')),
      Array.from({ length: 20_000 }, (_, index) => `many-${index}`),
    );
    for (const told of names) assert.ok(told.path?.endsWith(`/inner/${told.text('name')}`), `${told.path}`);
    assert.equal(counters.lost.size, 0);
  });
});

test('a name that another thread changes while the call runs does not hide what was opened', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    let seen = 0;
    const { events } = await during(['openat'], async () => {
      seen = Number(await act('race', '20000'));
    });
    const secret = events.filter((told) => opening(told) && told.path?.endsWith('/secret__'));
    // The one more is when it was made.
    assert.equal(secret.length, seen + 1);
  });
});

test('arguments are those that the program was given, however short it lives and whatever it does to them', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    const { events } = await during(['execve'], async () => {
      for (let turn = 0; turn < 200; turn += 1) await run('/bin/cat', ['/dev/null', `${turn}`]).catch(() => {});
      await act('argv', 'untouched');
    });
    const args = (told: Told): readonly string[] => {
      const value = told.copy.get('args');
      return value instanceof Uint8Array ? Buffer.from(value).toString().split('\0').slice(0, -1) : [];
    };
    const executed = events.filter((told) => told.name === 'execve' && told.whole('res') === 0);
    const cats = executed.filter((told) => told.text('exe') === '/bin/cat' && args(told)[0] === '/dev/null');
    assert.deepEqual(
      cats.map((told) => args(told)[1]),
      Array.from({ length: 200 }, (_, turn) => `${turn}`),
    );
    for (const cat of cats) assert.match(cat.text('trusted_exepath') ?? '', /\/cat$/);
    assert.ok(executed.some((told) => args(told).join(' ') === 'argv untouched'));
  });
});

test('calls that wait, forks, and a flood of opens hide no execution', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act, directory) => {
    const waiting = spawn(join(directory, '../acts'), ['blocked', '3000'], { cwd: directory });
    await new Promise((resolve) => waiting.stdout.once('data', resolve));
    const gone = new Promise((resolve) => waiting.once('close', resolve));
    const { events, counters, snapshot } = await during(['openat', 'execve'], async () => {
      const noise = [act('opens', '50000'), act('forks', '2000')];
      for (let turn = 0; turn < 50; turn += 1) await run('/bin/true', ['marker', `${turn}`]);
      await Promise.all(noise);
    });
    waiting.stdin.end();
    await gone;
    const found = events.filter(
      (told) => told.name === 'execve' && Buffer.from((told.copy.get('args') as Uint8Array) ?? []).includes('marker'),
    );
    assert.equal(found.length, 50);
    assert.ok([...counters.lost.keys()].every((name) => name !== 'execve' && name !== 'clone'));
    assert.ok(snapshot.size > 3000, 'the processes that were there before');
  });
});

test('opens without end keep the sensor neither from sleeping nor from ending with its reader', async (t) => {
  if (cannot(t)) return;
  const noise = spawn('/bin/sh', ['-c', 'while read line </etc/hostname; do :; done'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => noise.once('close', resolve));
  let used = 0;
  try {
    const { events } = await during(['openat'], async (sensor) => {
      // Hundredths of a second, of the user and of the kernel.
      const ticks = async (): Promise<number> => {
        const [, ...stat] = (await readFile(`/proc/${sensor}/stat`, 'utf8')).split(') ');
        const fields = stat.join(') ').split(' ');
        return Number(fields[11]) + Number(fields[12]);
      };
      const before = await ticks();
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      used = (await ticks()) - before;
    });
    assert.equal(noise.exitCode, null, 'it ended while there was more');
    assert.ok(events.length > 1_000);
  } finally {
    noise.kill('SIGKILL');
    await gone;
  }
  assert.ok(used < 100, `${used} of 200 ticks`);
});

test('programs at the end of deep paths and threads that execute are told', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    const { events } = await during(['execve'], async () => {
      await act('deep');
      await act('thread-executes');
    });
    const args = (told: Told): string => Buffer.from((told.copy.get('args') as Uint8Array) ?? []).toString();
    const deep = events.find((told) => told.name === 'execve' && args(told) === 'at-the-end\0');
    assert.ok(deep !== undefined && (deep.marks & marks.cut) !== 0);
    assert.match(deep.text('trusted_exepath') ?? '', /^d+\/.*\/deep-program$/);
    const thread = events.find((told) => told.name === 'execve' && args(told) === 'from-a-thread\0');
    assert.ok(thread !== undefined && thread.pid === thread.tid);
  });
});

test('a process ends with its last thread, whatever became of its leader', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    const { events } = await during(['openat'], () => act('leader-goes').catch(() => {}));
    const at = events.findIndex((told) => told.text('name') === 'by-a-thread-alone');
    const opened = events[at];
    assert.ok(opened !== undefined && opened.pid !== opened.tid);
    const ends = events.filter((told) => told.name === 'procexit' && told.pid === opened.pid);
    assert.deepEqual(
      ends.map((told) => [told.tid, told.whole('ret')]),
      [
        [opened.tid, 3],
        [opened.pid, 3],
      ],
    );
    assert.ok(ends.every((end) => events.indexOf(end) > at));
  });
});

test('the end of a process tells whose its children become, as the kernel chooses', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    let said: readonly string[] = [];
    const { events, snapshot } = await during(['execve'], async () => {
      said = (await act('orphans')).trim().split('\n');
    });
    const acts = new Map(
      said.map((line) => {
        const [name = '', ...numbers] = line.split(' ');
        return [name, numbers.map(Number)] as const;
      }),
    );
    const end = (pid = 0) => events.find((told) => told.name === 'procexit' && told.pid === pid && told.tid === pid);
    for (const name of ['machine', 'asked']) {
      const [child, parent] = acts.get(name) ?? [];
      assert.equal(end(child)?.whole('reaper_tid'), parent, name);
    }
    // Of a pid namespace the first process takes them, and when that ends there is nobody left to be taken.
    const [first] = acts.get('first') ?? [];
    assert.deepEqual(acts.get('inside')?.[1], 1);
    assert.ok(events.filter((told) => told.name === 'procexit' && told.whole('reaper_tid') === first).length > 0);
    assert.ok(end(first) !== undefined && end(first)?.whole('reaper_tid') === undefined);
    // What takes the orphans of the machine is there from the start, even where the kernel's list leaves it out.
    assert.ok(snapshot.has(1));
  });
});

test('calls through io_uring and calls of 32-bit programs are told and marked', async (t) => {
  if (cannot(t)) return;
  await withActs(async (act) => {
    const { events } = await during(['openat', 'connect'], async () => {
      await act('uring').catch((error: Error) => t.diagnostic(`no io_uring here: ${error.message}`));
      await act('compat');
      await act('mapped');
    });
    const ring = events.find((told) => (told.marks & marks.uring) !== 0 && opening(told));
    assert.ok(ring?.path?.endsWith('/inner/through-a-ring') && (ring.whole('fd') ?? -1) >= 0);
    const connected = events.find((told) => (told.marks & marks.uring) !== 0 && told.name === 'connect');
    assert.equal(connected?.whole('res'), 0);
    if (process.arch === 'x64')
      assert.ok(events.some((told) => (told.marks & marks.compat) !== 0 && told.text('name') === '/etc/hostname'));
    // IPv4 through a socket of IPv6 is IPv4.
    const mapped = events.find((told) => told.name === 'connect' && (told.marks & marks.uring) === 0);
    const address = mapped?.copy.get('addr');
    assert.ok(typeof address === 'object' && 'endpoint' in address);
    assert.deepEqual([...(address.endpoint?.address ?? [])], [127, 0, 0, 1]);
  });
});

test('what is opened below a muted directory is not told, however it is named; what is beside it is', async (t) => {
  if (cannot(t)) return;
  // Others on this machine open files of any name.
  const mark = randomUUID();
  await withActs(async (_act, directory) => {
    await mkdir(join(directory, 'muted/deeper'), { recursive: true });
    await run('/bin/sh', ['-c', `echo 1 >muted/deeper/inside-${mark}; echo 1 >beside; ln -s muted/deeper link`], {
      cwd: directory,
    });
    const script = `read a <muted/deeper/inside-${mark}; read a <link/inside-${mark}; cd muted; read a <deeper/inside-${mark}; read a <deeper/../../beside`;
    const { events } = await during(['openat'], () => run('/bin/sh', ['-c', script], { cwd: directory }), [
      '--mute-path',
      join(directory, 'muted'),
    ]);
    const names = events.filter(opening).map((told) => told.text('name') ?? '');
    assert.ok(names.includes('deeper/../../beside'));
    assert.deepEqual(
      names.filter((name) => name.endsWith(`inside-${mark}`)),
      [],
    );
  });
});

test('nobody but root can end the sensor, and it holds nothing', async (t) => {
  if (cannot(t)) return;
  await during(['openat'], async (sensor) => {
    const status = await readFile(`/proc/${sensor}/status`, 'utf8');
    const field = (name: string): string => status.match(new RegExp(`^${name}:\\s*(.*)$`, 'm'))?.[1] ?? '';
    const uid = Number(field('Uid').split('\t')[0]);
    assert.equal(uid, 2_000_000_000 + sensor);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) assert.match(field(set), /^0+$/, set);
    assert.equal(field('NoNewPrivs'), '1');
    assert.equal(field('Seccomp'), '2');
    await assert.rejects(
      run('/usr/bin/setpriv', ['--reuid=65534', '--clear-groups', '/bin/kill', '-TERM', `${sensor}`]),
    );
  });
});
