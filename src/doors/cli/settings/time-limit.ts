import { SeaworthyError } from '../../../core/index.ts';

/** A bound on the time of a command. */
export interface TimeLimit {
  /** Aborted by an interruption, or when the time is over: its reason is an `E_TIMEOUT` then. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Bounds a command to so many milliseconds; without them an interruption alone ends it. */
export function timeLimit(milliseconds: number | undefined, interrupted: AbortSignal): TimeLimit {
  if (milliseconds === undefined) return { signal: interrupted, end: () => {} };
  const controller = new AbortController();
  const over = new SeaworthyError('E_TIMEOUT', `it was not done within ${milliseconds / 1_000} s`);
  const timer = setTimeout(() => controller.abort(over), milliseconds);
  const stop = (): void => controller.abort(interrupted.reason);
  if (interrupted.aborted) stop();
  interrupted.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', stop);
    },
  };
}
