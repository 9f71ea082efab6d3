import { setTimeout as sleep } from 'node:timers/promises';
import { startAdmissionServer, webhookConfiguration } from '../../src/doors/server/index.ts';
import { type GateInput, makeServerCertificate, openAdmission, type Settings } from '../../src/flows/index.ts';
import type { ApiAnswer, ApiServer } from './api-server.ts';

/** A gate that an API server asks. */
export interface ServedGate extends AsyncDisposable {
  /** The ValidatingWebhookConfiguration that was registered, YAML. */
  readonly configuration: string;
  /** What whoever looks after the webhook would have read. */
  readonly warnings: readonly string[];
  /** Ends the webhook; the API server still wants to ask it. */
  stop(): Promise<void>;
}

const dates = [new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')] as const;
const address = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/seaworthy';

/** Serves a gate over HTTPS under an authority of its own, and registers it as `kubectl apply --server-side` does. */
export async function serveGate(gate: GateInput, settings: Settings, api: ApiServer): Promise<ServedGate> {
  const certificate = makeServerCertificate(['127.0.0.1'], ...dates);
  const warnings: string[] = [];
  const admission = await openAdmission(gate, settings, (message) => warnings.push(message));
  const server = await startAdmissionServer({
    host: '127.0.0.1',
    port: 0,
    certificate: () => certificate,
    admission,
    warn: (message) => warnings.push(message),
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= server.drain().then(() => admission.close());
    return stopped;
  };
  const { authority } = certificate;
  const configuration = webhookConfiguration(admission, { host: '127.0.0.1', port: server.port, authority });
  const path = `${address}?fieldManager=test`;
  const said = await api.ask({ method: 'PATCH', path, body: configuration, type: 'application/apply-patch+yaml' });
  if (said.status !== 200 && said.status !== 201) {
    await stop();
    throw new Error(`the configuration is refused: ${said.message}`);
  }
  return { configuration, warnings, stop, [Symbol.asyncDispose]: stop };
}

/** Asks again until the answer is as wanted: an API server takes up a configuration a moment after it has kept it. */
export async function until(
  work: () => Promise<ApiAnswer>,
  isWanted: (answer: ApiAnswer) => boolean,
): Promise<ApiAnswer> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await work();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`the API server still answers ${answer.status}: ${answer.message}`);
    await sleep(50);
  }
}
