import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingProgram, runnableSensor } from '../fixtures/index.ts';

const run = promisify(execFile);
const cgroups = '/sys/fs/cgroup';
const sources = import.meta.dirname;

/** What a container under a sensor needs; or what of it is missing. */
export async function containerParts(): Promise<{ readonly sensor: string } | { readonly missing: string }> {
  const sensor = await runnableSensor();
  if ('missing' in sensor) return sensor;
  const missing = await missingProgram([
    ['runc', '--version', 'runc is not installed (apt-get install runc)'],
    ['cc', '--version', 'there is no compiler'],
    ['ip', '-Version', 'ip is not installed (apt-get install iproute2)'],
    ['script', '--version', 'script is not installed (apt-get install bsdutils)'],
  ]);
  return missing === undefined ? { sensor: sensor.program } : { missing };
}

/** What a container is made of. */
export interface LiveImage {
  /** Writes the files of the image below a folder. */
  make(root: string): Promise<void>;
  /** Whose files lie below these: `/` for those of this machine. */
  readonly below?: string;
  /** The first program, with its words. */
  readonly args: readonly string[];
}

/** Places in the image at which the program of acts stands, by the names of others. */
const places = [
  ...['usr/bin/act', 'bin/sh', 'bin/cat', 'bin/nc', 'bin/find', 'bin/grep', 'bin/id', 'bin/true'],
  ...['usr/sbin/nginx', 'usr/sbin/sshd', 'usr/sbin/ssh', 'usr/sbin/shred', 'usr/sbin/debugfs', 'usr/bin/ls'],
];

/** The program of acts by many names. The first program is a server, which starts a shell each time that somebody writes to the fifo `/run/bell`. */
export const actImage: LiveImage = {
  args: ['/usr/sbin/nginx', 'serve', '/run/bell', '/bin/sh', 'sh', 'sleep', '1'],
  async make(root) {
    const [first = '', ...others] = places;
    for (const place of places) await mkdir(join(root, place, '..'), { recursive: true });
    await run('cc', ['-O2', '-static', '-Wall', '-Werror', '-o', join(root, first), join(sources, 'act.c')]);
    for (const place of others) await copyFile(join(root, first), join(root, place));
    for (const place of ['etc', 'root', 'tmp', 'var/log', 'opt', 'run', 'dev', 'proc', 'sys'])
      await mkdir(join(root, place), { recursive: true });
    await writeFile(join(root, 'etc/shadow'), 'root:*:1::::::\n', { mode: 0o600 });
    await writeFile(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nbin:x:2:2::/bin:/bin/sh\n');
    await run('mkfifo', [join(root, 'run/bell')]);
  },
};

/** Addresses that answer in the container (nobody listens), so that no packet leaves it. */
const addresses = ['10.96.0.1', '203.0.113.5', '203.0.113.6'];

/** A container that runs, and what is done in it. */
export interface LiveContainer {
  /** As Docker makes ids, of this process. */
  readonly id: string;
  readonly root: string;
  /** Executes a program in it, on a terminal when asked for. Any exit status is an answer. */
  exec(words: readonly string[], terminal?: boolean): Promise<void>;
}

/** Containers that were made so far. */
let made = 0;

/** Runs a container under runc, in a control group as Docker names them, for as long as `work` takes; it may end by itself before. */
export async function inContainer(
  folder: string,
  { make, below, args }: LiveImage,
  work: (container: LiveContainer) => Promise<void>,
): Promise<void> {
  made += 1;
  const id = `${made}${process.pid.toString(16)}`.padStart(64, '7ac');
  const name = `seaworthy-live-${process.pid}-${made}`;
  // An image’s files below, and what the container writes above them, as engines stack them.
  const [layers, image, root] = [join(folder, 'layers'), join(folder, 'layers/image'), join(folder, 'rootfs')];
  await mkdir(layers);
  await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', layers]);
  await mkdir(image);
  await make(image);
  for (const place of [root, join(layers, 'upper'), join(layers, 'work')]) await mkdir(place);
  const lower = below === undefined ? image : `${image}:${below}`;
  const stack = `lowerdir=${lower},upperdir=${join(layers, 'upper')},workdir=${join(layers, 'work')}`;
  await run('mount', ['-t', 'overlay', '-o', stack, 'overlay', root]);
  await run('runc', ['spec', '--bundle', folder]);
  const specification = join(folder, 'config.json');
  const spec = JSON.parse(await readFile(specification, 'utf8')) as {
    process: Record<string, unknown>;
    root: Record<string, unknown>;
    linux: Record<string, unknown>;
    mounts: { readonly destination: string; options?: readonly string[] }[];
  };
  // Programs are run from there, as some images allow it.
  for (const mount of spec.mounts)
    if (mount.destination === '/dev/shm') mount.options = mount.options?.filter((option) => option !== 'noexec') ?? [];
  const all = 'NET_RAW SYS_PTRACE SETUID SETGID KILL DAC_OVERRIDE SYS_MODULE SYS_ADMIN'
    .split(' ')
    .map((one) => `CAP_${one}`);
  const capabilities = Object.fromEntries(['bounding', 'effective', 'permitted'].map((set) => [set, all]));
  Object.assign(spec.process, { terminal: false, args: [...args], capabilities, noNewPrivileges: false });
  Object.assign(spec.root, { readonly: false });
  Object.assign(spec.linux, { cgroupsPath: `/docker/${id}` });
  await writeFile(specification, JSON.stringify(spec));

  const common = ['--root', join(folder, 'state'), '--log', join(folder, 'runc.log')];
  const start = (program: string, words: readonly string[]): Promise<number | null> =>
    new Promise((resolve, reject) => {
      const child = spawn(program, words, { stdio: 'ignore' });
      child.once('error', reject);
      child.once('close', resolve);
    });
  const runc = [...common, 'run', '--detach', '--bundle', folder, name];
  if ((await start('runc', runc)) !== 0)
    throw new Error(`runc does not run it: ${await readFile(join(folder, 'runc.log'), 'utf8').catch(() => '')}`);
  try {
    const { stdout } = await run('runc', [...common, 'state', name]);
    const { pid, status } = JSON.parse(stdout) as { pid: number; status: string };
    const inside = ['--target', String(pid), '--net', 'ip'];
    if (status === 'running')
      // It may be a job that has ended meanwhile.
      for (const address of addresses)
        await run('nsenter', [...inside, 'address', 'add', `${address}/32`, 'dev', 'lo']).catch(() => {});
    await work({
      id,
      root,
      async exec(words, terminal = false) {
        if (!terminal) await start('runc', [...common, 'exec', name, ...words]);
        else await start('script', ['-qec', ['runc', ...common, 'exec', '-t', name, ...words].join(' '), '/dev/null']);
      },
    });
  } finally {
    await run('runc', [...common, 'delete', '--force', name]).catch(() => {});
    for (const place of [root, layers]) await run('umount', ['--lazy', place]).catch(() => {});
    // Not empty when an engine has containers of its own.
    for (const hierarchy of (await run('ls', [cgroups])).stdout.split('\n'))
      await rmdir(join(cgroups, hierarchy, 'docker')).catch(() => {});
  }
}
