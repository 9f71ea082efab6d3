import { SeaworthyError } from '../../core/index.ts';

/** One request with its answer, from the first try to the last byte. */
export interface Exchange {
  /** Aborted by the caller, or when the time is over; what is open is closed then. */
  readonly signal: AbortSignal | undefined;
  /** Nothing more will come of it. */
  end(): void;
}

/**
 * Bounds an exchange in time, whatever happens in it: tries, waiting between them, redirects, the body. `total` is in milliseconds; without it the caller's
 * signal is the only bound.
 */
export function openExchange(host: string, total: number | undefined, signal: AbortSignal | undefined): Exchange {
  if (total === undefined) return { signal, end: () => {} };
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new SeaworthyError('E_TIMEOUT', `${host} was not done within ${total / 1_000} s`));
  }, total);
  const stop = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}
