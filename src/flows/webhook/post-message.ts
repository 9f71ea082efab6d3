import { setTimeout as sleep } from 'node:timers/promises';
import { defined, SeaworthyError } from '../../core/index.ts';
import { type Http, plainHttpAllowed } from '../../foundations/net/index.ts';
import { registryHttp } from '../http.ts';
import type { Settings } from '../settings.ts';

/** Tries, and milliseconds before the second and the third. */
const waits = [1_000, 4_000] as const;
/** Milliseconds for one try, its answer included. */
const longestTry = 15_000;

/** Answers that say "not now". Whoever says anything else has decided. */
const isPassing = (status: number): boolean => status === 429 || status >= 500;

/**
 * Where a message is to go. The path and the query of such an address are what lets anybody write there, so that only its host is ever told. Throws `E_USAGE`.
 */
export function checkWebhook(address: string, { offline, plainHttpHosts }: Settings): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new SeaworthyError('E_USAGE', 'the address of the webhook is none of the web');
  if (url.protocol === 'http:' && !plainHttpAllowed(url, { plainHttpHosts }))
    throw new SeaworthyError('E_USAGE', 'the webhook must be reached by https', { where: url.host });
  if (offline)
    throw new SeaworthyError('E_USAGE', 'a webhook is on the network, and `--offline` is set', { where: url.host });
  return url;
}

/**
 * Hands a message to a webhook, as JSON. Bounded in time and tries; an answer that leads elsewhere is no delivery, and is not followed. Throws `E_NETWORK`, `E_TIMEOUT`, whose texts name the host and
 * nothing else of the address.
 */
export async function postMessage(address: string, body: string, settings: Settings, pause = sleep): Promise<void> {
  const url = checkWebhook(address, settings);
  const http = registryHttp(settings, { total: longestTry });
  try {
    for (const wait of [...waits, undefined]) {
      const failed = await tryOnce(http, url, body, settings.signal);
      if (failed === undefined) return;
      if (wait === undefined || !failed.isPassing) throw failed.error;
      await pause(wait, undefined, settings.signal === undefined ? {} : { signal: settings.signal });
    }
  } finally {
    await http.close();
  }
}

interface Failed {
  readonly error: SeaworthyError;
  readonly isPassing: boolean;
}

async function tryOnce(
  http: Http,
  url: URL,
  body: string,
  signal: AbortSignal | undefined,
): Promise<Failed | undefined> {
  const failure = (code: 'E_NETWORK' | 'E_TIMEOUT', why: string): SeaworthyError =>
    new SeaworthyError(code, 'the webhook was not told', { where: url.host, why });
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await http.request(url.href, { method: 'POST', headers, body, stays: true, ...defined({ signal }) });
    await answer.discard();
    const { status } = answer;
    // Whoever answers there chooses neither who else is told nor where.
    if (status >= 300 && status < 400)
      return { error: failure('E_NETWORK', 'it redirects elsewhere'), isPassing: false };
    if (status >= 200 && status < 300) return undefined;
    return { error: failure('E_NETWORK', `it answered ${status}`), isPassing: isPassing(status) };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    const isLate = error.code === 'E_TIMEOUT';
    // What the network says of it may repeat the address.
    const failed = failure(
      isLate ? 'E_TIMEOUT' : 'E_NETWORK',
      isLate ? 'it did not answer in time' : 'it could not be reached',
    );
    return { error: failed, isPassing: true };
  }
}
