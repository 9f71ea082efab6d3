import { Agent, type AgentOptions, request } from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { answerTo } from './answer.ts';
import { openTunnel } from './connect.ts';
import type { HttpOptions } from './http.ts';
import { connectionsPerServer, headersFor, idleTime, placeOf, type Transport } from './message.ts';
import { type ProxyServer, parseProxy } from './proxy.ts';
import { lazyTrust } from './trust.ts';

/** With TLS: to the server itself, to it through a tunnel, or to a proxy that speaks it. Opens nothing yet. */
export function openSecureTransport(options: HttpOptions): Transport {
  const { timeout } = options;
  const trust = lazyTrust(options.caFile);
  let direct: Agent | undefined;
  let tunnelling: Agent | undefined;
  const agentOptions = async (): Promise<AgentOptions> => ({
    keepAlive: true,
    maxSockets: connectionsPerServer,
    timeout: idleTime,
    secureContext: await trust(),
  });
  const straight = async (): Promise<Agent> => {
    const made = await agentOptions();
    direct ??= new Agent(made);
    return direct;
  };
  const tunnel = async (): Promise<Agent> => {
    const made = await agentOptions();
    tunnelling ??= new TunnelAgent(made, parseProxy(options.proxy?.https?.trim() ?? ''), trust, timeout);
    return tunnelling;
  };
  return {
    async send({ url, method, headers, body }, proxy, signal) {
      const isTunnelled = proxy !== undefined && url.protocol === 'https:';
      const agent = await (isTunnelled ? tunnel() : straight());
      const whole = isTunnelled ? undefined : proxy;
      const sent = request({
        agent,
        method,
        ...placeOf(url, whole),
        headers: { ...headers, ...headersFor(url, whole) },
      });
      const answer = answerTo(sent, timeout, signal);
      sent.end(body);
      return answer;
    },
    async close() {
      direct?.destroy();
      tunnelling?.destroy();
    },
  };
}

/** Its connections go through a tunnel (RFC 9110, section 9.3.6), and TLS through that to the server. */
class TunnelAgent extends Agent {
  readonly #open: (host: string, port: number) => Promise<Duplex>;

  constructor(options: AgentOptions, proxy: ProxyServer, trust: () => Promise<SecureContext>, timeout: number) {
    super(options);
    this.#open = (host, port) => openTunnel(proxy, host, port, trust, timeout);
  }

  override createConnection(...given: Parameters<Agent['createConnection']>): undefined {
    const [options, done] = given;
    this.#open(options.host ?? '', Number(options.port)).then(
      // biome-ignore lint/suspicious/noExplicitAny: Node's types know no socket among these options, its documentation does.
      (socket) => done?.(null, super.createConnection({ ...options, socket } as any) as Duplex),
      (error: unknown) => done?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    );
    return undefined;
  }
}
