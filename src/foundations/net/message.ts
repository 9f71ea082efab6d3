import { defined } from '../../core/index.ts';
import type { Answer } from './answer.ts';
import type { HttpRequest } from './http.ts';
import type { ProxyServer } from './proxy.ts';

/** Connections to one server at a time: enough to keep a line busy, few enough to be polite. */
export const connectionsPerServer = 8;

/** Milliseconds for which a connection that nobody uses is kept: less than servers keep it, which mostly is five seconds. */
export const idleTime = 4_000;

/** What goes over the wire in one request. */
export interface Message {
  readonly url: URL;
  readonly method: NonNullable<HttpRequest['method']>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | undefined;
}

/** Sends single requests: no retries, no redirects. Throws whatever Node throws. */
export interface Transport {
  send(message: Message, proxy: ProxyServer | undefined, signal: AbortSignal | undefined): Promise<Answer>;
  close(): Promise<void>;
}

/** Where a request goes, and for what it asks: plain http goes to a proxy with the whole address as its target (RFC 9112, section 3.2.2). */
export function placeOf(
  url: URL,
  proxy?: ProxyServer,
): { readonly hostname: string; readonly port: number | string; readonly path: string } {
  return proxy === undefined
    ? { hostname: withoutBrackets(url.hostname), port: url.port, path: url.pathname + url.search }
    : { hostname: withoutBrackets(proxy.hostname), port: proxy.port, path: url.href };
}

export function headersFor(url: URL, proxy?: ProxyServer): Readonly<Record<string, string>> {
  const authorization = proxy?.authorization;
  return { host: url.host, ...defined({ 'proxy-authorization': authorization }) };
}

/** An IPv6 address as the system takes it. */
export const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');
