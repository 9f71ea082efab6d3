/**
 * Makes the capture of the tour: `examples/tour/capture.frames`, what the sensor tells of the harbour service while it answers two requests. Needs root,
 * tar, chroot and what the sensor needs; run by hand (`npm run tour:capture`) when the image or the format of frames changes. The events are those of the
 * service, in their order and with their distances. It runs under chroot, in no container: the container, the numbers of processes and cgroup and the time it began are
 * set here, so that nothing of the machine is in the file.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { release, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { FrameReader, lostInAll, type SensorEvent } from '../../src/phases/4-run/index.ts';
import { runnableSensor, sensorCgroup, sensorCounts, sensorHello } from '../fixtures/index.ts';
import { rewriteCommon } from './rewrite-frame.ts';

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

/** The frames of a stream, each with its length. */
function framesOf(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at))
    frames.push(bytes.subarray(at, at + 4 + bytes.readUInt32LE(at)));
  return frames;
}

const sensor = await runnableSensor();
if ('missing' in sensor) throw new Error(sensor.missing);
const work = mkdtempSync(join(tmpdir(), 'seaworthy-tour-'));
try {
  const folder = join(work, 'root');
  mkdirSync(folder);
  unpack(folder);
  const watcher = spawn(sensor.program, ['--skip-pid', String(process.pid)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  const ready = new Promise<void>((resolve) =>
    watcher.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      resolve();
    }),
  );
  const closed = new Promise((resolve) => watcher.once('close', resolve));
  await ready;
  const pid = await serve(folder);
  await pause(200);
  watcher.kill('SIGTERM');
  await closed;

  const reader = new FrameReader();
  const all = framesOf(Buffer.concat(chunks)).flatMap((bytes) =>
    reader.push(bytes).map((frame) => ({ bytes, frame, event: frame.type === 'event' ? frame.event : undefined })),
  );
  const end = all.at(-1)?.frame;
  if (end?.type !== 'end' || lostInAll(end.counters) > 0) throw new Error('events were lost: make it again');
  const own = all.filter((one): one is typeof one & { event: SensorEvent } => one.event?.process.pid === pid);
  // What comes before is chroot(1) of this machine: the service begins with its exec.
  const start = own.findIndex(({ event }) => event.kind === 'exec' && event.path === program);
  const begin = own[start]?.event;
  if (begin === undefined) throw new Error('the exec of the service was not seen');
  const tids = new Map<number, number>([[pid, firstPid]]);
  const kept = own.slice(start).map(({ bytes, event }) => {
    const { tid } = event.process;
    if (!tids.has(tid)) tids.set(tid, firstPid + tids.size);
    const time = began + (event.time - begin.time);
    return rewriteCommon(bytes, { time, cgroup, pid: firstPid, tid: tids.get(tid) ?? firstPid, parent: 1 });
  });
  const unread = own
    .slice(start)
    .filter(({ event }) => event.kind === 'open' && event.path === undefined && event.name === undefined).length;
  const capture = Buffer.concat([
    sensorHello(1, release().split('.', 2).join('.')),
    sensorCgroup(cgroup, firstPid, `0::/docker/${container}\n`),
    ...kept,
    sensorCounts('end', [0, 0, 0, 0, 0, 0, unread, kept.length]),
  ]);
  for (const word of [work, tmpdir(), root]) if (capture.includes(word)) throw new Error(`the capture holds ${word}`);
  writeFileSync(target, capture);
  console.log(`${relative(root, target)}: ${kept.length} events, ${capture.length} bytes`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
