import { fstatSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Host, Input, Stream } from './host.ts';
import { version } from './version.ts';

/** A host that can end its process though somebody has not taken what was written. */
export interface ProcessHost extends Host {
  /** Ends the process when whoever reads standard output stands still, which would keep it for ever; else it ends by itself. */
  leave(): Promise<void>;
}

/** Milliseconds for the last words on standard error. */
const lastWords = 1_000;

/** Changes a flag of the engine; with what it is by itself, for what must be done as if it were not changed. */
export type ChangeFlag = (changed: string, own: string) => void;

/** Milliseconds after which a scan is one that goes on for long. */
const longWork = 2_000;

/** This process as a host. `root` is the folder of the package. */
export function processHost(root: URL, changeFlag: ChangeFlag): ProcessHost {
  const controller = new AbortController();
  // The first interruption lets the command end in order; the second one finds no handler and ends the process.
  process.once('SIGINT', () => controller.abort());
  const out = stream(1, () => process.stdout, false);
  const err = stream(2, () => process.stderr, true);
  let compilesLate = false;
  return {
    env: process.env,
    workingFolder: process.cwd(),
    home: process.env.HOME || os.homedir(),
    runFolder: process.platform === 'linux' ? '/run' : '/var/run',
    packageFolder: fileURLToPath(root),
    architecture: process.arch,
    out,
    err,
    async leave() {
      if (!out.hasUntaken()) return;
      await Promise.race([err.drained(), pause(lastWords)]);
      process.exit();
    },
    input: input(controller),
    version: version(),
    signal: controller.signal,
    onSignal(signal, act) {
      process.on(signal, act);
      return () => process.off(signal, act);
    },
    userChange: async (user) => (await import('./user-change.ts')).userChange(user),
    goFirst: () => {
      try {
        os.setPriority(-10);
      } catch {
        // Without the right it goes as it does, and what it misses is counted.
      }
    },
    // V8 would give young objects three times 32 MiB in a large scan; as it is, the room does as well: 108 MB instead of 167 for 100,000 files. Not
    // before it is needed: under another flag than its own, Node compiles each of its modules anew that is loaded from then on.
    useLittleMemory: () => changeFlag('--semi-space-growth-factor=1', '--semi-space-growth-factor=2'),
    // The best of V8's compilers works in threads of its own, beside inflating and hashing, and most scans are over before its work pays: without it a Debian
    // image costs an eighth less of the processor's time, and 500,000 files would cost a third more. What is compiled meanwhile must go on counting its calls,
    // or it would never be compiled better.
    compileLate: () => {
      if (compilesLate) return;
      compilesLate = true;
      const [off, on] = ['--no-turbofan', '--turbofan'] as const;
      changeFlag('--force-emit-interrupt-budget-checks', '--no-force-emit-interrupt-budget-checks');
      changeFlag(off, on);
      setTimeout(() => changeFlag(on, on), longWork).unref();
    },
    // The middle one of V8's compilers works in several threads at the start, and the C library keeps what each of them once needed: 95 MiB in place of 117 to
    // 133 for a watch and its sensor. Without it the processor's time for an event is the same.
    stayLittle: () => changeFlag('--no-maglev', '--maglev'),
    flows: async () => (await import('../../flows/on-demand.ts')).flowsOnDemand,
    servers: () => import('../server/index.ts'),
    reports: () => import('./reports.ts'),
  };
}

/** What the environment says of a terminal that is not there: `COLUMNS=120 seaworthy … | less`. Undefined for what is no width of one. */
function columnsOf(text = ''): number | undefined {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}

/** Whether a terminal may be behind it: to ask Node would load what streams and sockets are made of. */
function mayBeTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Milliseconds. */
const lookAgain = 10;
// Without a module: most commands end without it.
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface OwnStream extends Stream {
  /** Whether something that was written has not been taken yet. */
  hasUntaken(): boolean;
  /** When all of it has. */
  drained(): Promise<void>;
}

/** `open` gives the stream, which is made when something is written. */
function stream(descriptor: 1 | 2, open: () => NodeJS.WriteStream, mayFail: boolean): OwnStream {
  let opened: NodeJS.WriteStream | undefined;
  let isGone = false;
  let writing = 0;
  const to = (): NodeJS.WriteStream => {
    // Every failure is also told to the one who writes: see below.
    opened ??= open().on('error', () => {});
    return opened;
  };
  const isTerminal = mayBeTerminal(descriptor) && to().isTTY === true;
  return {
    isTerminal,
    get isGone() {
      return isGone;
    },
    get columns() {
      return (isTerminal && to().columns) || columnsOf(process.env.COLUMNS) || 80;
    },
    hasUntaken: () => writing > 0,
    async drained() {
      while (writing > 0) await pause(lookAgain);
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (text === '') return resolve();
        writing += 1;
        to().write(text, (error) => {
          writing -= 1;
          // `seaworthy … | head` closes its end early: there is nobody left to write to, which is no failure.
          const hasNoReader = error && 'code' in error && error.code === 'EPIPE';
          if (hasNoReader) isGone = true;
          if (error && !mayFail && !hasNoReader) reject(error);
          else resolve();
        });
      }),
  };
}

function input(controller: AbortController): Input {
  const { signal } = controller;
  return {
    isTerminal: mayBeTerminal(0) && process.stdin.isTTY === true,
    async line() {
      const { createInterface } = await import('node:readline');
      const lines = createInterface({ input: process.stdin });
      const stop = (): void => lines.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await new Promise<string | undefined>((resolve) => {
          lines.once('line', resolve);
          lines.once('close', () => resolve(undefined));
        });
      } finally {
        signal.removeEventListener('abort', stop);
        lines.close();
      }
    },
    async secret() {
      const { readSecret } = await import('./input/read-secret.ts');
      return readSecret(process.stdin, signal, () => controller.abort());
    },
    async all(most) {
      const { readAll } = await import('./input/read-all.ts');
      return readAll(process.stdin, most, signal);
    },
    async *chunks(over) {
      const { readChunks } = await import('./input/read-all.ts');
      yield* readChunks(process.stdin, over);
    },
  };
}
