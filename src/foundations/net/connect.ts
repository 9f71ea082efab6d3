import { type IncomingMessage, request as open } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext } from 'node:tls';
import { defined } from '../../core/index.ts';
import { withoutBrackets } from './message.ts';
import type { ProxyServer } from './proxy.ts';
import { ProxyRefusal } from './proxy-refusal.ts';

/** A connection to a server through a proxy. Throws `ProxyRefusal`, and whatever Node throws. */
export async function openTunnel(
  proxy: ProxyServer,
  host: string,
  port: number,
  trust: () => Promise<SecureContext>,
  timeout: number,
): Promise<Socket> {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const headers = {
    host: authority,
    ...defined({ 'proxy-authorization': proxy.authorization }),
  };
  const common = { method: 'CONNECT', path: authority, headers, timeout };
  const place = { host: withoutBrackets(proxy.hostname), port: proxy.port };
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
  const secureContext = await trust();
  const servername = isIP(place.host) === 0 ? { servername: place.host } : {};
  return () => connect({ ...place, ...servername, secureContext });
}
