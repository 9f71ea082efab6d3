import { Agent, request } from 'node:http';
import { answerTo } from './answer.ts';
import type { HttpOptions } from './http.ts';
import { connectionsPerServer, headersFor, idleTime, placeOf, type Transport } from './message.ts';

/** Without TLS, which is loaded when it is asked for: Node then reads all its certificates. Opens nothing yet. */
export function openTransport(options: HttpOptions): Transport {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsPerServer, timeout: idleTime });
  let secured: Promise<Transport> | undefined;
  const secure = (): Promise<Transport> => {
    secured ??= import('./secure-transport.ts').then(({ openSecureTransport }) => openSecureTransport(options));
    return secured;
  };
  return {
    async send(message, proxy, signal) {
      const { url, method, headers, body } = message;
      if (url.protocol === 'https:' || proxy?.secure === true) return (await secure()).send(message, proxy, signal);
      const sent = request({
        agent,
        method,
        ...placeOf(url, proxy),
        headers: { ...headers, ...headersFor(url, proxy) },
      });
      const answer = answerTo(sent, options.timeout, signal);
      sent.end(body);
      return answer;
    },
    async close() {
      agent.destroy();
      await (await secured?.catch(() => undefined))?.close();
    },
  };
}
