/**
 * Makes the capture of the tour: `examples/tour/capture.frames`, what the sensor tells of the harbour service while it answers two requests. Needs root,
 * tar, chroot and what the sensor needs; run by hand (`npm run tour:capture`) when the image or the format of frames changes. The events are those of the
 * service that execute, open, map and end, in their order and with their distances. It runs under chroot, in no container: the container, the numbers of
 * processes and cgroup and the time it began are set here, and the frames written anew, so that nothing of the machine is in the file.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { release, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { defined } from '../../src/core/index.ts';
import { type CaptureEvent, type EventOrigin, FrameReader, lostInAll } from '../../src/phases/4-run/index.ts';
import {
  type FixtureSensorProcess,
  runnableSensor,
  sensorCgroup,
  sensorCounts,
  sensorExec,
  sensorExit,
  sensorHello,
  sensorMap,
  sensorOpen,
} from '../fixtures/index.ts';

const root = join(import.meta.dirname, '../..');
const image = join(root, 'examples/tour/image');
const target = join(root, 'examples/tour/capture.frames');
const program = '/usr/local/bin/harbour';
const port = 18_080;
/** What the capture says instead: a container's id, its cgroup, its first process, and when it began. */
const container = 'b0a7'.repeat(16);
const cgroup = 4_242n;
const firstPid = 1_000;
const began = BigInt(Date.parse('2026-11-24T08:00:00Z')) * 1_000_000n;

const blob = (digest: string): Buffer => readFileSync(join(image, 'blobs', digest.replace(':', '/')));
interface Described {
  readonly digest: string;
}

/** The image's files, without devices and whiteouts: the service needs none. */
function unpack(folder: string): void {
  const index = JSON.parse(readFileSync(join(image, 'index.json'), 'utf8')) as { manifests: readonly Described[] };
  const manifest = JSON.parse(blob(index.manifests[0]?.digest ?? '').toString()) as { layers: readonly Described[] };
  for (const { digest } of manifest.layers)
    execFileSync('tar', ['-xz', '-C', folder, '--exclude=.wh.*', '--exclude=*/.wh.*'], { input: blob(digest) });
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One request, given up when nobody listens yet. */
function ask(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(`GET ${path} HTTP/1.0\r\n\r\n`));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

async function serve(folder: string): Promise<number> {
  const service = spawn('/usr/sbin/chroot', [folder, program], {
    env: { LISTEN: `127.0.0.1:${port}` },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => service.once('close', resolve));
  try {
    let answer = '';
    for (let attempt = 0; attempt < 50 && !answer.includes('harbour: GET /berths'); attempt += 1) {
      await pause(50);
      answer = await ask('/berths').catch(() => '');
    }
    if (!answer.includes('harbour: GET /berths')) throw new Error('the service did not answer');
    await ask('/tides');
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
  return service.pid ?? 0;
}

/** What the service did, in a frame that is written when the time of the first is known. */
interface Did {
  readonly time: bigint;
  readonly tid: number;
  readonly isStart: boolean;
  frame(process: FixtureSensorProcess): Buffer;
}

/** Notes what one process does; `lost` when the sensor could not tell all of it. */
function listen(pid: () => number): {
  readonly did: Did[];
  readonly reader: FrameReader;
  readonly isWhole: () => boolean;
} {
  const did: (Did & { readonly pid: number })[] = [];
  let lost = 0;
  const bytesOf = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString() : '');
  const frameOf = (event: CaptureEvent, origin: EventOrigin): Did['frame'] | undefined => {
    const { marks } = origin;
    switch (event.type.name) {
      case 'execve': {
        const args = [event.text('exe') ?? '', ...bytesOf(event.get('args')).split('\0').slice(0, -1)];
        const told = { args, path: event.text('trusted_exepath') ?? '', directory: event.text('cwd') ?? '/' };
        return (process) => sensorExec(process, told);
      }
      case 'openat': {
        const [result, flags, directory] = ['fd', 'flags', 'dirfd'].map((name) => event.whole(name) ?? -1);
        const told = {
          marks: marks & ~32,
          ...defined({ name: event.text('name'), path: origin.path, result, flags, directory }),
        };
        return (process) => sensorOpen(process, told);
      }
      case 'procexit':
        return event.tid === origin.pid ? (process) => sensorExit(process, event.whole('status') ?? 0) : undefined;
      default:
        return undefined;
    }
  };
  const reader = new FrameReader({
    event: (event, origin) => {
      const frame = frameOf(event, origin);
      const isStart = event.type.name === 'execve' && event.text('trusted_exepath') === program;
      if (frame !== undefined) did.push({ pid: origin.pid, time: event.time, tid: event.tid, isStart, frame });
    },
    map: ({ pid: own, tid, time, path }) =>
      void did.push({ pid: own, tid, time, isStart: false, frame: (process) => sensorMap(process, path) }),
    counters: (counters) => {
      lost = lostInAll(counters);
    },
  });
  return {
    get did() {
      return did.filter((one) => one.pid === pid());
    },
    reader,
    isWhole: () => reader.ended && lost === 0,
  };
}

const sensor = await runnableSensor();
if ('missing' in sensor) throw new Error(sensor.missing);
const work = mkdtempSync(join(tmpdir(), 'seaworthy-tour-'));
try {
  const folder = join(work, 'root');
  mkdirSync(folder);
  unpack(folder);
  const events = ['--events', 'execve,openat,map', '--skip-pid', String(process.pid)];
  const watcher = spawn(sensor.program, events, { stdio: ['ignore', 'pipe', 'inherit'] });
  let pid = 0;
  const heard = listen(() => pid);
  const ready = new Promise<void>((resolve) =>
    watcher.stdout.on('data', (chunk: Buffer) => {
      heard.reader.push(chunk);
      if (heard.reader.started) resolve();
    }),
  );
  const closed = new Promise((resolve) => watcher.once('close', resolve));
  await ready;
  pid = await serve(folder);
  await pause(200);
  watcher.kill('SIGTERM');
  await closed;

  if (!heard.isWhole()) throw new Error('events were lost: make it again');
  // What comes before is chroot(1) of this machine: the service begins with its exec.
  const start = heard.did.findIndex(({ isStart }) => isStart);
  const own = heard.did.slice(start);
  const begin = own[0];
  if (start < 0 || begin === undefined) throw new Error('the exec of the service was not seen');
  const tids = new Map<number, number>([[pid, firstPid]]);
  const kept = own.map(({ time, tid, frame }) => {
    if (!tids.has(tid)) tids.set(tid, firstPid + tids.size);
    const shown = {
      time: began + (time - begin.time),
      cgroup,
      pid: firstPid,
      tid: tids.get(tid) ?? firstPid,
      parent: 1,
    };
    return frame({ ...shown, name: 'harbour' });
  });
  const capture = Buffer.concat([
    sensorHello(2, undefined, release().split('.', 2).join('.')),
    sensorCgroup(cgroup, `/docker/${container}`),
    ...kept,
    sensorCounts('end', { told: kept.length }),
  ]);
  for (const word of [work, tmpdir(), root]) if (capture.includes(word)) throw new Error(`the capture holds ${word}`);
  writeFileSync(target, capture);
  console.log(`${relative(root, target)}: ${kept.length} events, ${capture.length} bytes`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
