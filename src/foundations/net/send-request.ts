import { SeaworthyError } from '../../core/index.ts';
import { type Address, checkScheme, parseAddress, showAddress } from './address.ts';
import { type Exchange, openExchange } from './exchange.ts';
import type { HttpOptions, HttpRequest, HttpResponse } from './http.ts';
import type { Transport } from './message.ts';
import { interruption, isPassingFailure, networkError, proxyRefusal, type Situation } from './network-error.ts';
import { proxyFor } from './proxy.ts';
import { flatHeaders, makeResponse } from './response.ts';
import { isIdempotent, isPassing, type Waits, waitBefore } from './retry.ts';

const maxRedirects = 10;
const defaultRetries = 3;

/** Headers that speak for the user at one origin and must not reach another. */
const secretHeaders = ['authorization', 'cookie', 'proxy-authorization'];

/** One request on its way: what a redirect may change. */
interface Step {
  readonly url: URL;
  readonly method: NonNullable<HttpRequest['method']>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | undefined;
}

/** What requests of one client have in common. */
export interface Sending {
  readonly options: HttpOptions;
  readonly open: () => Promise<Transport>;
  readonly waits: Waits;
}

/** Sends a request to its end: redirects followed, passing failures tried again. Throws as `createHttp` says. */
export async function sendRequest(
  url: string,
  request: HttpRequest,
  { options, open, waits }: Sending,
): Promise<HttpResponse> {
  if (request.signal?.aborted === true) throw interruption(request.signal);
  const first = firstStep(parseAddress(url), request, options);
  const exchange = openExchange(first.url.host, options, request.signal);
  try {
    return await follow(first, exchange, options, open, waits, request.stays === true ? 0 : maxRedirects);
  } catch (error) {
    exchange.end();
    throw error;
  }
}

function firstStep(address: Address, request: HttpRequest, options: HttpOptions): Step {
  const headers: Record<string, string> = Object.create(null);
  headers['user-agent'] = options.userAgent;
  headers['accept-encoding'] = 'gzip';
  if (address.authorization !== undefined) headers.authorization = address.authorization;
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return { url: address.url, method: request.method ?? 'GET', headers, body: request.body };
}

async function follow(
  first: Step,
  exchange: Exchange,
  options: HttpOptions,
  open: () => Promise<Transport>,
  waits: Waits,
  most: number,
): Promise<HttpResponse> {
  checkScheme(first.url, options);
  // The caller's own accept-encoding means the caller wants the bytes as they come.
  const inflate = first.headers['accept-encoding'] === 'gzip';
  let step = first;
  for (let redirects = 0; ; redirects++) {
    const situation: Situation = {
      url: step.url,
      proxy: proxyFor(step.url, options.proxy),
      timeout: options.timeout,
      signal: exchange.signal,
    };
    const answer = await send(step, situation, await open(), options.retries ?? defaultRetries, waits);
    const location = answer.headers.location;
    if (most === 0 || ![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') {
      return makeResponse(answer, situation, { inflate, method: step.method, exchange });
    }
    await answer.drop();
    if (redirects === most) {
      throw new SeaworthyError('E_NETWORK', `${first.url.host} redirects more than ${most} times`, {
        where: showAddress(first.url),
      });
    }
    step = redirected(step, answer.statusCode, location, options);
  }
}

/** The request to make after a redirect (RFC 9110, section 15.4). Throws `E_NETWORK` when it leads where we do not go. */
function redirected(step: Step, status: number, location: string, options: HttpOptions): Step {
  let url: URL;
  try {
    // A user part in a Location is dropped: a server has no business giving us credentials for another.
    url = parseAddress(location, step.url).url;
  } catch (cause) {
    throw new SeaworthyError('E_NETWORK', `${step.url.host} redirects to something that is not a web address`, {
      where: showAddress(step.url),
      cause,
    });
  }
  checkScheme(url, options, step.url);
  const headers = { ...step.headers };
  if (url.origin !== step.url.origin) for (const name of secretHeaders) delete headers[name];
  const toGet = step.method !== 'HEAD' && (status === 303 || (status < 303 && step.method === 'POST'));
  if (!toGet) return { ...step, url, headers };
  for (const name of Object.keys(headers)) if (name.startsWith('content-')) delete headers[name];
  return { url, headers, method: 'GET', body: undefined };
}

/** Sends one request, again where that may help and does no harm. */
async function send(
  step: Step,
  situation: Situation,
  transport: Transport,
  retries: number,
  waits: Waits,
): ReturnType<Transport['send']> {
  const { signal, proxy, url } = situation;
  for (let attempt = 1; ; attempt++) {
    const last = attempt > retries || !isIdempotent(step.method);
    let wait: number | undefined;
    try {
      const answer = await transport.send(step, proxy, signal);
      if (proxy !== undefined && answer.statusCode === 407) {
        await answer.drop();
        throw proxyRefusal(407, `${url.host} cannot be reached through the proxy ${proxy.host}`, showAddress(url));
      }
      if (last || !isPassing(answer.statusCode)) return answer;
      wait = waitBefore(attempt, flatHeaders(answer.headers)['retry-after'], waits);
      if (wait === undefined) return answer;
      await answer.drop();
    } catch (error) {
      if (last || signal?.aborted === true || !isPassingFailure(error)) throw networkError(error, situation);
      wait = waitBefore(attempt, undefined, waits) ?? 0;
    }
    try {
      await waits.sleep(wait, signal);
    } catch (error) {
      throw networkError(error, situation);
    }
  }
}
