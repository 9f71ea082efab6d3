import { errorLine, SeaworthyError, whyOf } from '../../core/index.ts';
import { isContentFault } from '../../foundations/images/index.ts';

/** How looking for something ended. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | Failure;

/** Why something could not be found out. */
export interface Failure {
  readonly ok: false;
  /** Whoever pushed or named it brought it about, so that it speaks against the image; else it is an outage, and nobody knows. */
  readonly isFlaw: boolean;
  /** One line. */
  readonly why: string;
  readonly error: unknown;
  /** A defect of ours, which somebody should hear of. */
  readonly isDefect: boolean;
}

/** Does the work. Never throws: what goes wrong is part of the answer. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return failure(error);
  }
}

/** An error as an answer. What breaks us down over the words of strangers speaks against them: it must not serve them better than no signature would. */
export function failure(error: unknown): Failure {
  if (error instanceof SeaworthyError)
    return { ok: false, isFlaw: isContentFault(error), why: errorLine(error), error, isDefect: false };
  const text = whyOf(error);
  // The system said no (no memory, no more open files): that is an outage like any other.
  if (error instanceof Error && 'syscall' in error)
    return { ok: false, isFlaw: false, why: text, error, isDefect: false };
  return { ok: false, isFlaw: true, why: `a defect of Seaworthy: ${text}`, error, isDefect: true };
}

/** Milliseconds after a deadline in which what is known then is put together. */
const moment = 50;

/** When an answer must be there, asked by everything that is found out for it. */
export class Deadline {
  readonly #signal: AbortSignal | undefined;
  #over: Promise<Failure> | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get isPast(): boolean {
    return this.#signal?.aborted === true;
  }

  /** What the work gives, unless it is too late before. What is under way goes on, and serves the next one who asks; what comes later is not begun. */
  async inTime<T>(work: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    const signal = this.#signal;
    if (signal === undefined) return work();
    if (signal.aborted) return tooLate();
    this.#over ??= new Promise((resolve) => {
      // Work that ends by the same deadline may know whom to blame, which is a better answer: it gets a moment to say so.
      signal.addEventListener('abort', () => void setTimeout(() => resolve(tooLate()), moment), { once: true });
    });
    return Promise.race([work(), this.#over]);
  }
}

const tooLate = (): Failure =>
  failure(new SeaworthyError('E_TIMEOUT', 'no time was left to find out what the gate asks for'));
