import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { printable, SeaworthyError } from '../../core/index.ts';
import { interruption } from './network-error.ts';

export interface ProgramOptions {
  /** Written to its standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  /** Milliseconds after which it is killed: `E_TIMEOUT`. */
  readonly timeout: number;
  /** Bytes of standard output, and of standard error, before it is killed: `E_LIMIT`. */
  readonly maxBytes: number;
  /** Its environment; `inherit` gives it ours, as a shell would. */
  readonly env: Readonly<Record<string, string>> | 'inherit';
  /** PATH-like list of the folders in which a bare name is looked for. Relative folders in it are passed over. */
  readonly searchPath: string;
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export interface ProgramResult {
  /** Exit status; `undefined` when a signal ended it. */
  readonly status: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** The file that a bare name stands for, or `undefined`. An absolute path stands for itself if it can be run. */
export async function findProgram(name: string, searchPath: string): Promise<string | undefined> {
  if (isAbsolute(name)) return (await canRun(name)) ? name : undefined;
  if (name === '' || name.includes('/') || name.includes('\\') || name.includes('\0')) return undefined;
  for (const folder of searchPath.split(delimiter)) {
    const path = join(folder, name);
    if (isAbsolute(folder) && (await canRun(path))) return path;
  }
  return undefined;
}

async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The file of a program, and its name for messages. Throws `E_USAGE` when the program is not there. */
export async function requireProgram(
  command: string,
  searchPath: ProgramOptions['searchPath'],
): Promise<{ readonly file: string; readonly shown: string }> {
  const shown = printable(command.slice(0, 200));
  const file = await findProgram(command, searchPath);
  if (file !== undefined) return { file, shown };
  throw new SeaworthyError('E_USAGE', `the program ${shown} is not there`, {
    why: isAbsolute(command) ? 'no such file that can be run' : 'it is in no folder of the search path',
    next: 'Install it, or correct the setting that names it.',
  });
}

/**
 * The one place where programs are started: no shell, an array of arguments, bounded output and time. Throws `E_USAGE` when the program is
 * not there, `E_READ` when it cannot be started, `E_TIMEOUT`, `E_LIMIT`, `E_INTERRUPTED`; any exit status is an answer.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const { file, shown } = await requireProgram(command, options.searchPath);
  if (options.signal?.aborted === true) throw interruption(options.signal);
  const { spawn } = await import('node:child_process');
  const { promise, resolve, reject } = Promise.withResolvers<ProgramResult>();
  const child = spawn(file, [...args], {
    shell: false,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.env === 'inherit' ? {} : { env: { ...options.env } }),
  });
  const stop = (error: SeaworthyError): void => {
    child.kill('SIGKILL');
    // A grandchild may hold the pipes open; we do not wait for it.
    child.stdout.destroy();
    child.stderr.destroy();
    reject(error);
  };
  const gather = (stream: NodeJS.ReadableStream): Buffer[] => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.maxBytes)
        stop(new SeaworthyError('E_LIMIT', `${shown} writes more than ${options.maxBytes} bytes`));
      else chunks.push(chunk);
    });
    return chunks;
  };
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  const timer = setTimeout(
    () => stop(new SeaworthyError('E_TIMEOUT', `${shown} did not end within ${options.timeout / 1000} s`)),
    options.timeout,
  );
  const onAbort = (): void => {
    if (options.signal !== undefined) stop(interruption(options.signal));
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  child.once('error', (cause) =>
    reject(new SeaworthyError('E_READ', `${shown} cannot be started`, { why: cause.message, cause })),
  );
  child.once('close', (status) =>
    resolve({ status: status ?? undefined, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) }),
  );
  // A program that does not read its input closes the pipe; that is its right.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}
