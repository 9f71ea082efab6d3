import { oneMinute } from '../../core/index.ts';

/** The API server's own default, `timeoutSeconds: 10`, in milliseconds; and the most it allows. */
const standard = 10_000;
const most = 30_000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: oneMinute };

/**
 * How long an answer may take, in milliseconds: nine tenths of what the API server waits, so that the answer is there before it gives up. It says so in the
 * query of the request (`?timeout=10s`, as Go writes durations); what is not understood is taken as its default.
 */
export function answerWithin(query: URLSearchParams): number {
  const text = query.get('timeout') ?? '';
  const parts = text.length > 20 ? [] : [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m)/g)];
  const whole = parts.map(([part]) => part).join('') === text && parts.length > 0;
  const given = parts.reduce((sum, [, number = '', unit = '']) => sum + Number(number) * (units[unit] ?? 0), 0);
  const wait = whole && given > 0 ? Math.min(given, most) : standard;
  return Math.max(1, Math.floor(wait * 0.9));
}
