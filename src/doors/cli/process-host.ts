import os from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Host, Stream } from './host.ts';
import { version } from './version.ts';

/** This process as a host. `root` is the folder of the package. */
export function processHost(root: URL): Host {
  const controller = new AbortController();
  // The first interruption lets the command end in order; the second one finds no handler and ends the process.
  process.once('SIGINT', () => controller.abort());
  return {
    env: process.env,
    workingFolder: process.cwd(),
    home: process.env.HOME || os.homedir(),
    packageFolder: fileURLToPath(root),
    architecture: process.arch,
    out: stream(process.stdout),
    err: stream(process.stderr),
    version: version(),
    signal: controller.signal,
    flows: () => import('../../flows/index.ts'),
    reports: () => import('../../report/index.ts'),
  };
}

function stream(to: NodeJS.WriteStream): Stream {
  let gone = false;
  // `seaworthy … | head` closes its end early: there is nobody left to write to, which is no failure.
  to.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  return {
    isTerminal: to.isTTY === true,
    get columns() {
      return to.columns || 80;
    },
    write: (text) =>
      new Promise((resolve) => {
        if (gone || text === '') resolve();
        else to.write(text, () => resolve());
      }),
  };
}
