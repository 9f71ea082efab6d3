import { SeaworthyError } from '../../core/index.ts';
import type { HttpOptions } from './http.ts';

/** One request with its answer, from the first try to the last byte. */
export interface Exchange {
  /** Aborted by the caller, when the time is over, or when it has to give way; what is open is closed then. */
  readonly signal: AbortSignal | undefined;
  /** So many bytes of the answer came. */
  came(bytes: number): void;
  /** Nothing more will come of it. */
  end(): void;
}

/**
 * Bounds an exchange, whatever happens in it: tries, waiting between them, redirects, the body. Without bounds the caller's signal is the only one.
 */
export function openExchange(
  host: string,
  { total, budget }: Pick<HttpOptions, 'total' | 'budget'>,
  signal: AbortSignal | undefined,
): Exchange {
  if (total === undefined && budget === undefined) return { signal, came: () => {}, end: () => {} };
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  const end = (): void => {
    clearTimeout(timer);
    share?.close();
    signal?.removeEventListener('abort', onAbort);
  };
  const stop = (code: 'E_TIMEOUT' | 'E_LIMIT', what: string): void => {
    end();
    controller.abort(new SeaworthyError(code, `${host} ${what}`));
  };
  const share = budget?.open(() => stop('E_LIMIT', 'sends the most of what is too much at once'));
  const timer =
    total === undefined
      ? undefined
      : setTimeout(() => stop('E_TIMEOUT', `was not done within ${total / 1_000} s`), total);
  signal?.addEventListener('abort', onAbort, { once: true });
  return { signal: controller.signal, came: (bytes) => share?.add(bytes), end };
}
