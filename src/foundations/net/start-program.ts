import type { Readable } from 'node:stream';
import { SeaworthyError } from '../../core/index.ts';
import { interruption } from './network-error.ts';
import { type ProgramOptions, requireProgram } from './run-program.ts';

/** How often the end of a program that still says something is put off. */
const mostTurns = 12;

/** As for `runProgram`, without bounds on time and standard output: it runs until it ends or is stopped, and its output is read as it comes. */
export interface StartOptions extends Pick<ProgramOptions, 'env' | 'searchPath'> {
  /** Bytes of standard error that are kept, from the beginning; the rest is dropped. */
  readonly maxStderrBytes: number;
  /** Milliseconds without output that `stop` waits before it kills: one with much left to say is let finish, within twelve times as long. */
  readonly patience: number;
  /** Stops it, as `stop` does. */
  readonly signal?: AbortSignal;
  /** It gets a standard input that says nothing and ends when it is asked to end: for a program that we may not be allowed to signal by then. */
  readonly endsWithInput?: boolean;
}

/** How a program that was started ended. */
export interface ProgramEnd {
  /** Exit status; `undefined` when a signal ended it. */
  readonly status: number | undefined;
  /** The beginning of its standard error. */
  readonly stderr: Uint8Array;
}

/** A program that runs. */
export interface RunningProgram {
  readonly pid: number;
  /** Its standard output, for one reader. While nobody reads, the program waits. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** When it has ended and its output is closed. Never fails. */
  readonly ended: Promise<ProgramEnd>;
  /** Asks it to end (SIGTERM); kills it when it has not and says nothing for `patience`. Waits for the end, but not for one that cannot be killed. Output must be read on, or is dropped. */
  stop(): Promise<ProgramEnd>;
  /** Whoever reads its output gets this error instead of what comes next. It is not stopped by that. */
  abandon(error: Error): void;
}

/**
 * Starts a program that runs beside us: no shell, an array of arguments, no standard input to read from. The caller must see to its end (`stop`). Throws
 * `E_USAGE` when the program is not there, `E_READ` when it cannot be started, `E_INTERRUPTED` when the signal was given before.
 */
export async function startProgram(
  command: string,
  args: readonly string[],
  options: StartOptions,
): Promise<RunningProgram> {
  const { file, shown } = await requireProgram(command, options.searchPath);
  const { spawn } = await import('node:child_process');
  if (options.signal?.aborted === true) throw interruption(options.signal);
  const child = spawn(file, [...args], {
    shell: false,
    windowsHide: true,
    stdio: [options.endsWithInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    ...(options.env === 'inherit' ? {} : { env: { ...options.env } }),
  });
  const { stdin, stdout, stderr: told } = child;
  if (stdout === null || told === null) throw new Error('a program without its output');
  const stderr: Buffer[] = [];
  let kept = 0;
  told.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, options.maxStderrBytes - kept);
    kept += part.length;
    if (part.length > 0) stderr.push(part);
  });
  // One that has gone already reads no input.
  stdin?.on('error', () => {});
  let timer: NodeJS.Timeout | undefined;
  let giveUp = (): void => {};
  const kill = (): void => {
    const killed = child.kill('SIGKILL');
    // A grandchild may hold the pipes open; we do not wait for it.
    stdout.destroy();
    told.destroy();
    if (!killed) giveUp();
  };
  /** Kills it when nothing more was read of it meanwhile, or in any case after so many turns. */
  const killUnlessItGoesOn = (turns: number): void => {
    const before = bytesRead(stdout);
    timer = setTimeout(() => {
      if (turns > 1 && bytesRead(stdout) > before) killUnlessItGoesOn(turns - 1);
      else kill();
    }, options.patience);
  };
  const ask = (): void => {
    if (timer !== undefined || child.exitCode !== null || child.signalCode !== null) return;
    stdin?.end();
    child.kill('SIGTERM');
    killUnlessItGoesOn(mostTurns);
  };
  const ended = new Promise<ProgramEnd>((resolve) => {
    const end = (status: number | null): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', ask);
      resolve({ status: status ?? undefined, stderr: Buffer.concat(stderr) });
    };
    child.once('close', end);
    giveUp = () => {
      child.unref();
      end(null);
    };
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(new SeaworthyError('E_READ', `${shown} cannot be started`, { why: cause.message, cause })),
    );
  });
  // Once it runs, the only errors left are signals that come too late.
  child.on('error', () => {});
  options.signal?.addEventListener('abort', ask, { once: true });
  // It may have been given while the program started.
  if (isGiven(options.signal)) ask();
  return {
    pid: child.pid ?? 0,
    stdout,
    ended,
    abandon: (error) => void stdout.destroy(error),
    stop: () => {
      ask();
      // What nobody reads must not keep the pipe full and the end away.
      if (!stdout.readableFlowing && stdout.listenerCount('readable') === 0) stdout.resume();
      return ended;
    },
  };
}

/** Bytes that have come out of a pipe so far. */
const bytesRead = (pipe: Readable): number => ('bytesRead' in pipe ? Number(pipe.bytesRead) : 0);

const isGiven = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;
