import { spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { missingProgram } from '../fixtures/index.ts';

/** An engine of Debian that runs in a folder of its own. Goes away with `await using`. */
export interface RunningEngine extends AsyncDisposable {
  readonly socket: string;
}

/** How an engine is started so that it touches nothing outside of a folder. */
interface EngineProgram {
  readonly program: string;
  /** The package of Debian. */
  readonly from: string;
  readonly arguments: (folder: string, socket: string) => readonly string[];
}

/** Milliseconds until the socket is there; each of them takes a second or two. */
const longestStart = 20_000;

export const programs = {
  docker: {
    program: 'dockerd',
    from: 'docker.io',
    arguments: (folder, socket) => [
      ...['--host', `unix://${socket}`, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'pid'), '--config-file', join(folder, 'config.json')],
      ...['--storage-driver', 'vfs', '--iptables=false', '--bridge=none'],
    ],
  },
  podman: {
    program: 'podman',
    from: 'podman',
    arguments: (folder, socket) => [
      ...['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'],
      ...['system', 'service', '--time=0', `unix://${socket}`],
    ],
  },
  containerd: {
    program: 'containerd',
    from: 'containerd',
    arguments: (folder, socket) => [
      ...['--root', join(folder, 'root'), '--state', join(folder, 'state'), '--address', socket],
    ],
  },
} as const satisfies Readonly<Record<string, EngineProgram>>;

/** Why no real engine can be tried with; false when one can. */
export async function skipWithoutEngine(id: keyof typeof programs): Promise<string | false> {
  const { program, from } = programs[id];
  if (process.getuid?.() !== 0) return `${program} needs root`;
  return (
    (await missingProgram([[program, '--version', `${program} is not installed (apt-get install ${from})`]])) ?? false
  );
}

/** Starts an engine in a folder. Gives the reason instead where it does not start on this machine. */
export async function startEngine(id: keyof typeof programs, folder: string): Promise<RunningEngine | string> {
  const { program, arguments: words } = programs[id];
  const socket = join(folder, 's');
  // Its own settings, and none of this machine's.
  await writeFile(join(folder, 'config.json'), '{}');
  const child = spawn(program, words(folder, socket), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let ended = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2_000);
  });
  const end = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true;
      resolve();
    });
    child.once('error', () => {
      ended = true;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await end;
    clearTimeout(timer);
  };
  const until = performance.now() + longestStart;
  while (!ended && performance.now() < until) {
    if ((await isSocket(socket)) && (id === 'containerd' || (await answers(socket))))
      return { socket, [Symbol.asyncDispose]: stop };
    await sleep(50);
  }
  await stop();
  return `${program} does not start here: ${said.trim().split('\n').at(-1)?.slice(0, 300) ?? 'it says nothing'}`;
}

const isSocket = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isSocket(),
    () => false,
  );

const answers = (socketPath: string): Promise<boolean> =>
  post(socketPath, 'GET', '/_ping').then(
    (status) => status === 200,
    () => false,
  );

/** Sends bytes to an engine, as its own command does with an archive. Gives the status. */
export async function post(
  socketPath: string,
  method: 'GET' | 'POST',
  path: string,
  body?: Uint8Array,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request({ socketPath, method, path, headers: { 'content-type': 'application/x-tar' } }, (response) => {
    response.resume();
    response.once('end', () => resolve(response.statusCode ?? 0));
  });
  asked.once('error', reject);
  asked.end(body);
  return promise;
}
