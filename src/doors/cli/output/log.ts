import { errorLine, printable, type SeaworthyError, withoutPasswords } from '../../../core/index.ts';
import type { Stream } from '../host.ts';

export interface LogOptions {
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly color: boolean;
}

/** Messages for the person at the keyboard, on standard error: one a line. */
export class Log {
  readonly #stream: Stream;
  readonly options: LogOptions;
  #pending: Promise<void> = Promise.resolve();

  constructor(stream: Stream, options: LogOptions) {
    this.#stream = stream;
    this.options = options;
  }

  /** What is being done, for those who asked with `--verbose`. */
  detail(message: string): void {
    if (this.options.verbose) this.#line('info', message);
  }

  /** Something worth knowing in any case but `--quiet`. */
  note(message: string): void {
    if (!this.options.quiet) this.#line('info', message);
  }

  warn(message: string): void {
    if (!this.options.quiet) this.#line('warning', message);
  }

  error(error: SeaworthyError): void {
    const { code, where, why, next } = error;
    if (this.options.format === 'json') this.#json({ level: 'error', message: error.message, code, where, why, next });
    else this.#text('error', errorLine(error));
    if (this.options.debug) this.#write(`${stackOf(error)}\n`);
  }

  /** Resolves when everything has been handed over. */
  flush(): Promise<void> {
    return this.#pending;
  }

  #line(level: 'info' | 'warning', message: string): void {
    if (this.options.format === 'json') this.#json({ level, message: printable(message) });
    else this.#text(level, printable(message));
  }

  #json(entry: Readonly<Record<string, string | undefined>>): void {
    this.#write(`${JSON.stringify(entry)}\n`);
  }

  #text(level: 'info' | 'warning' | 'error', message: string): void {
    const colors = { info: '', warning: '\u001b[33m', error: '\u001b[31m' };
    const label = level === 'info' ? '' : this.options.color ? `${colors[level]}${level}:\u001b[0m ` : `${level}: `;
    this.#write(`${label}${message}\n`);
  }

  #write(text: string): void {
    // Texts of others come here too: what made an error, and its stack.
    this.#pending = this.#stream.write(withoutPasswords(text));
  }
}

/** The stack of an error and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}
