import { writeSync } from 'node:fs';
import type { TestEvent } from 'node:test/reporters';

/*
 * The reporter of `npm test`. It says what failed, what was skipped and why, now and then how far it is, and ends with one line for programs:
 * `N passed, N failed[, N skipped]`. Three traps of node:test are closed here: a run that found no test ends with 0, a `process.exit(0)` in a
 * test ends the run green and silent, and work that goes on after its test is only a remark.
 */

/** What `test:summary` counts. */
export interface Counts {
  readonly tests: number;
  readonly passed: number;
  readonly skipped: number;
  readonly todo: number;
}

/** The last line. Whatever neither passed nor was left out has failed, cancelled tests included. */
export function countLine(counts: Counts): string {
  const failed = failures(counts);
  const skipped = counts.skipped + counts.todo;
  return `${counts.passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function failures(counts: Counts): number {
  return counts.tests - counts.passed - counts.skipped - counts.todo;
}

/** The lines about one failed test. */
function failure(name: string, file: string | undefined, line: number | undefined, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const stack = text
    .split('\n')
    .filter((row) => !/^\s+at .*\(?node:internal/.test(row))
    .join('\n    ');
  const place = file === undefined ? '' : `\n    ${file}${line === undefined ? '' : `:${line}`}`;
  return `FAILED  ${name}${place}\n    ${stack}\n\n`;
}

/** A test whose subtests failed, or that was cancelled with its parent, says nothing that they do not. */
function isEcho(error: unknown): boolean {
  const type = (error as { readonly failureType?: unknown } | undefined)?.failureType;
  return type === 'subtestsFailed';
}

/** Milliseconds after which a run that says nothing says how far it is. */
const saysSomethingEvery = 20_000;

/** Says now and then that a run lives: on a slow machine it takes minutes, and only failures are told otherwise. */
export class Pulse {
  readonly #start: number;
  #last: number;
  #ended = 0;

  constructor(now: number) {
    this.#start = now;
    this.#last = now;
  }

  /** A test has ended. Gives a line when the last one is long ago. */
  beat(now: number): string | undefined {
    this.#ended += 1;
    if (now - this.#last < saysSomethingEvery) return undefined;
    this.#last = now;
    return `… ${this.#ended} tests so far, ${Math.round((now - this.#start) / 1000)} s\n`;
  }
}

let summarised = false;

process.on('exit', () => {
  if (summarised) return;
  process.exitCode = 1;
  writeSync(
    1,
    '\nThe run ended before its summary: a test called process.exit or brought the process down.\n0 passed, 1 failed\n',
  );
});

/** What node:test calls with its events; gives the text to print. */
// biome-ignore lint/style/noDefaultExport: node:test takes a reporter from the default export
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names: string[] = [];
  const pulse = new Pulse(performance.now());
  for await (const event of source) {
    const line = event.type === 'test:pass' || event.type === 'test:fail' ? pulse.beat(performance.now()) : undefined;
    if (line !== undefined) yield line;
    if (event.type === 'test:start') {
      names.length = event.data.nesting;
      names[event.data.nesting] = event.data.name;
    } else if (event.type === 'test:fail') {
      const { details, file, line, name, nesting, skip, todo } = event.data;
      const full = [...names.slice(0, nesting), name].join(' › ');
      if (skip === undefined && todo === undefined && !isEcho(details.error))
        yield failure(full, file, line, details.error);
    } else if (event.type === 'test:pass') {
      const { name, nesting, skip, todo } = event.data;
      const reason = skip ?? todo;
      if (reason !== undefined && reason !== false) {
        const full = [...names.slice(0, nesting), name].join(' › ');
        yield `skipped ${full}${typeof reason === 'string' && reason !== '' ? `: ${reason}` : ''}\n`;
      }
    } else if (event.type === 'test:diagnostic') {
      if (/asynchronous activity|unhandled|uncaught/i.test(event.data.message)) yield `warning ${event.data.message}\n`;
    } else if (event.type === 'test:summary' && event.data.file === undefined) {
      summarised = true;
      const { counts, duration_ms: duration, success } = event.data;
      if (counts.tests === 0) {
        process.exitCode = 1;
        yield 'No test was found.\n0 passed, 1 failed\n';
      } else {
        if (!success || failures(counts) > 0) process.exitCode = 1;
        yield `${(duration / 1000).toFixed(1)} s\n${countLine(counts)}\n`;
      }
    }
  }
}
