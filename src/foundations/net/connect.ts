import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { buildConnector } from 'undici';
import type { ProxyServer } from './proxy.ts';

type Undici = typeof import('undici');

/** The proxy answered CONNECT with something else than 2xx. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
  readonly status: number;

  constructor(status: number) {
    super(`the proxy answered ${status}`);
    this.status = status;
  }
}

/** Opens connections with our trust, straight to the server or, given a proxy, through a tunnel (RFC 9110, section 9.3.6). */
export function connector(
  undici: Undici,
  trust: () => Promise<SecureContext>,
  timeout: number,
  tunnelThrough?: ProxyServer,
): buildConnector.connector {
  // HTTP/2 would make one connection with one window of several downloads; plain HTTP/1.1 connections are faster for blobs.
  const plain = undici.buildConnector({ timeout, allowH2: false });
  let secure: Promise<buildConnector.connector> | undefined;
  const secured = (): Promise<buildConnector.connector> => {
    secure ??= trust().then((secureContext) => undici.buildConnector({ timeout, allowH2: false, secureContext }));
    return secure;
  };
  return (options, callback) => {
    if (options.protocol !== 'https:') return plain(options, callback);
    const open = async (): Promise<void> => {
      const connect = await secured();
      if (tunnelThrough === undefined) return connect(options, callback);
      const httpSocket = await openTunnel(tunnelThrough, options, trust, timeout);
      connect({ ...options, httpSocket }, callback);
    };
    open().catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null));
  };
}

async function openTunnel(
  proxy: ProxyServer,
  target: buildConnector.Options,
  trust: () => Promise<SecureContext>,
  timeout: number,
): Promise<Socket> {
  const host = target.host ?? target.hostname;
  const authority = target.port === '' || target.port === undefined ? `${host}:443` : host;
  const headers = {
    host: authority,
    ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
  };
  const common = { method: 'CONNECT', path: authority, headers, timeout };
  const { request: open } = await import('node:http');
  const place = { host: proxy.hostname.replace(/^\[|\]$/g, ''), port: proxy.port };
  const request = proxy.secure
    ? open({ ...common, createConnection: await secureConnection(place, trust) })
    : open({ ...common, ...place, agent: false });
  return new Promise((resolve, reject) => {
    request.once('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        socket.setTimeout(0);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProxyRefusal(status));
    });
    request.once('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.once('error', reject);
    request.end();
  });
}

/** TLS to the proxy itself, with our trust. */
async function secureConnection(
  place: { readonly host: string; readonly port: number },
  trust: () => Promise<SecureContext>,
): Promise<() => Socket> {
  const { connect } = await import('node:tls');
  const { isIP } = await import('node:net');
  const secureContext = await trust();
  const servername = isIP(place.host) === 0 ? { servername: place.host } : {};
  return () => connect({ ...place, ...servername, secureContext });
}
