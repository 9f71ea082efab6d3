/** How long we are ready to wait because a server asks for it (Retry-After), in milliseconds. Longer: its answer is handed on as it is. */
export const longestWait = 20_000;

const firstWait = 200;
const largestBackoff = 5_000;

/** Waiting and chance, so that tests need neither. */
export interface Waits {
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Milliseconds since 1970. */
  now(): number;
}

export const realWaits: Waits = {
  sleep: async (milliseconds, signal) => {
    const { setTimeout: sleep } = await import('node:timers/promises');
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  random: Math.random,
  now: Date.now,
};

/** Methods that may be repeated without changing more than once would (RFC 9110, section 9.2.2). */
export function isIdempotent(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'PUT' || method === 'DELETE';
}

/** Answers that say "not now": too many requests, and the three of a gateway whose server is away. */
export function isPassing(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/**
 * Milliseconds to wait before try number `attempt` + 1 (the first is 1); `undefined` when the server asks for more than `longestWait`.
 * Without Retry-After: exponential, of which a random half is taken off so that many clients do not come back together.
 */
export function waitBefore(attempt: number, retryAfter: string | undefined, waits: Waits): number | undefined {
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, waits.now());
  if (asked !== undefined) return asked > longestWait ? undefined : asked;
  const backoff = Math.min(largestBackoff, firstWait * 2 ** (attempt - 1));
  return Math.round(backoff * (1 - waits.random() / 2));
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds or a date; `undefined` for anything else. */
function parseRetryAfter(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000;
  const date = trimmed.length > 40 ? Number.NaN : Date.parse(trimmed);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
