import { execFile, spawn } from 'node:child_process';
import { access, constants, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type FixtureBlobs,
  inTemporaryDirectory,
  missingProgram,
  runnableSensor,
  sensorCounts,
  sensorOpen,
} from '../fixtures/index.ts';
import { pageModule, pageReader } from './build-image.ts';

const run = promisify(execFile);
const recording = join(import.meta.dirname, '../../examples/tour/capture.frames');
/** A container's id as Docker makes them, of this process, so that two runs are not in each other's way. */
export const containerId = process.pid.toString(16).padStart(64, '5ea');

const name = `seaworthy-voyage-${process.pid}`;
const cgroups = '/sys/fs/cgroup';
/** The control group above that of the container, which is called as Docker calls it. */
const cgroup = name;

/** What running a container under a sensor needs; or what of it is missing. */
export async function runParts(): Promise<{ readonly sensor: string } | { readonly missing: string }> {
  const sensor = await runnableSensor();
  if ('missing' in sensor) return sensor;
  if (process.arch !== 'x64') return { missing: 'the programs in the image are for x86-64' };
  if (!(await isWritable(cgroups))) return { missing: 'control groups cannot be made here' };
  const missing = await missingProgram([
    ['runc', '--version', 'runc is not installed (apt-get install runc)'],
    ['tar', '--version', 'tar is not installed'],
  ]);
  return missing === undefined ? { sensor: sensor.program } : { missing };
}

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

/** The stand-in for the page's interpreter, built so that it needs no library; a line of text where there is no compiler. */
export async function pageProgram(): Promise<Uint8Array> {
  return inTemporaryDirectory(async (folder) => {
    const program = join(folder, 'page');
    await run('cc', ['-O2', '-static', '-o', program, join(import.meta.dirname, 'page-reader.c')]);
    return readFile(program);
  }).catch(() => Buffer.from('no compiler built this\n'));
}

/**
 * Runs the image under runc, in a cgroup as Docker names them: its service, and beside it the page, which is read. Ends it and takes it away.
 * `folder` is that of the bundle.
 */
export async function runContainer(image: FixtureBlobs, folder: string): Promise<void> {
  const root = join(folder, 'rootfs');
  await mkdir(root, { recursive: true });
  const { layers } = JSON.parse(Buffer.from(image.manifestBytes).toString()) as {
    readonly layers: readonly { readonly digest: string }[];
  };
  for (const { digest } of layers) {
    const file = join(folder, 'layer.tar.gz');
    await writeFile(file, [...image.blobs].find(([name]) => name === digest)?.[1] ?? '');
    await run('tar', ['-xzf', file, '-C', root, '--no-same-owner', '--exclude=.wh.*', '--exclude=*/.wh.*']);
  }
  await run('runc', ['spec', '--bundle', folder]);
  const specification = join(folder, 'config.json');
  const spec = JSON.parse(await readFile(specification, 'utf8')) as {
    process: Record<string, unknown>;
    linux: Record<string, unknown>;
  };
  Object.assign(spec.process, { terminal: false, args: ['/usr/local/bin/harbour'], env: ['LISTEN=127.0.0.1:8080'] });
  Object.assign(spec.linux, { cgroupsPath: `/${cgroup}/docker/${containerId}` });
  await writeFile(specification, JSON.stringify(spec));

  const log = join(folder, 'runc.log');
  const common = ['--root', join(folder, 'state'), '--log', log];
  try {
    await runDetached('runc', [...common, 'run', '--detach', '--bundle', folder, name]);
    await run('runc', [...common, 'exec', name, pageReader, pageModule]);
  } catch (error) {
    throw new Error(`runc does not run it: ${await readFile(log, 'utf8').catch(() => '')}`, { cause: error });
  } finally {
    await run('runc', [...common, 'delete', '--force', name]).catch(() => {});
    await removeCgroups();
  }
}

/** Takes away the groups above the container's, which runc leaves: in each hierarchy of version 1, or in the one of version 2. */
async function removeCgroups(): Promise<void> {
  for (const hierarchy of ['.', ...(await readdir(cgroups))])
    for (const group of [join(cgroup, 'docker'), cgroup]) await rmdir(join(cgroups, hierarchy, group)).catch(() => {});
}

/** Starts a program that hands its output on to what it leaves running: nobody may wait for the end of that. */
async function runDetached(program: string, words: readonly string[]): Promise<void> {
  const child = spawn(program, words, { stdio: 'ignore' });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}`);
}

/** The recording of the tour, which has the service alone, with one file more: what the sensor would have told of the page. */
export async function recordedRun(folder: string): Promise<string> {
  const bytes = await readFile(recording);
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at))
    frames.push(bytes.subarray(at, at + 4 + bytes.readUInt32LE(at)));
  const time = BigInt(Date.parse('2026-11-24T08:00:01Z')) * 1_000_000n;
  const opened = sensorOpen({ cgroup: 4_242n, pid: 1_100, time, name: 'page' }, { name: pageModule, marks: 64 });
  const events = frames.length - 3 + 1;
  const end = sensorCounts('end', { told: events });
  const file = join(folder, 'run.frames');
  await writeFile(file, Buffer.concat([...frames.slice(0, -1), opened, end]));
  return file;
}
