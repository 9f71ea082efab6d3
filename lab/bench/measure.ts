import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program and its arguments, run as they are, with what it prints thrown away. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What one run of a whole process took. */
export interface Cost {
  /** User and system time of the process and the children it waited for. */
  readonly cpuMilliseconds: number;
  readonly wallMilliseconds: number;
}

/** The shell measures, because Node does not tell what a child has used. Its clock has milliseconds. */
const timed = 'TIMEFORMAT="%R %U %S"; time "$@" > /dev/null';

/** Runs the command once. Throws when it fails. */
export async function measure(command: Command): Promise<Cost> {
  const { stderr } = await run('bash', ['-c', timed, 'bash', command.program, ...command.arguments], {
    env: { ...process.env, LC_ALL: 'C', ...command.environment },
    maxBuffer: 16 * 1024 * 1024,
  });
  const [wall = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { cpuMilliseconds: (user + system) * 1000, wallMilliseconds: wall * 1000 };
}

/** Highest resident memory of a program of Node, in bytes: it is told by the program itself as it ends. */
export async function peakMemory(command: Command): Promise<number> {
  const preload = new URL('./tell-memory.ts', import.meta.url).href;
  const { stderr } = await run(command.program, [...command.arguments], {
    env: { ...process.env, ...command.environment, NODE_OPTIONS: `--import=${preload}` },
    maxBuffer: 64 * 1024 * 1024,
  });
  const kibibytes = /^peak memory (\d+)$/m.exec(stderr)?.[1];
  if (kibibytes === undefined) throw new Error(`${command.program} did not tell its memory`);
  return Number(kibibytes) * 1024;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
