import type { Agent, Dispatcher } from 'undici';
import { connector } from './connect.ts';
import type { HttpOptions } from './http.ts';
import { type ProxyServer, parseProxy } from './proxy.ts';
import { lazyTrust } from './trust.ts';

/** Connections to one server at a time: enough to keep a line busy, few enough to be polite. */
const connectionsPerServer = 8;

/** What goes over the wire in one request. */
export interface Message {
  readonly url: URL;
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | undefined;
}

/** Sends single requests: no retries, no redirects. Throws whatever undici and Node throw. */
export interface Transport {
  send(
    message: Message,
    proxy: ProxyServer | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** Loads undici (some 80 ms) and makes the connection pools; opens nothing yet. */
export async function openTransport(options: HttpOptions): Promise<Transport> {
  const undici = await import('undici');
  const { timeout } = options;
  const trust = lazyTrust(options.caFile);
  const agent = (tunnelThrough?: ProxyServer): Agent =>
    new undici.Agent({
      connect: connector(undici, trust, timeout, tunnelThrough),
      connections: connectionsPerServer,
      pipelining: 1,
      allowH2: false,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
  const direct = agent();
  let tunnelling: Agent | undefined;
  const tunnel = (): Agent => {
    tunnelling ??= agent(parseProxy(options.proxy?.https?.trim() ?? ''));
    return tunnelling;
  };
  return {
    send: (message, proxy, signal) => {
      const { url, method, headers, body } = message;
      const common = {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      };
      const path = url.pathname + url.search;
      if (proxy === undefined) return direct.request({ ...common, origin: url.origin, path });
      if (url.protocol === 'https:') return tunnel().request({ ...common, origin: url.origin, path });
      // Plain http goes to the proxy itself with the whole address as its target (RFC 9112, section 3.2.2).
      const forProxy = {
        host: url.host,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      };
      return direct.request({ ...common, origin: proxy.origin, path: url.href, headers: { ...headers, ...forProxy } });
    },
    close: async () => {
      await Promise.all([direct.destroy(), tunnelling?.destroy()]);
    },
  };
}
