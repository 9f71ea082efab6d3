import { data, gate, ledger, network, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const serveAdmission: Command = {
  id: 'serve admission',
  summary: 'Answer a Kubernetes API server: may this pod run',
  details:
    'A validating admission webhook over HTTPS: `POST /validate` takes an AdmissionReview (v1), finds out what the gate asks for, judges, answers and then records, in nine tenths of the time that the API server waits. When no decision comes about in that time, the gate decides: where a rule that is enforced refuses what is not known, it refuses; else it lets pass with a warning. Namespaces that the gate leaves alone (`kube-system` and `seaworthy` unless it says otherwise), deletions, and changes of what runs already that the gate does not look at are never in the way. `/healthz`, `/readyz` and `/metrics` (Prometheus) are served beside it. On SIGTERM it takes no more connections, answers what is in flight, and ends; the certificate is read again when its files change, and on SIGHUP.',
  examples: [
    {
      command: 'seaworthy serve admission --gate g.yaml --tls-cert t.crt --tls-key t.key',
      does: 'in a cluster, with a certificate of yours',
    },
    {
      command: 'seaworthy serve admission --gate g.yaml --self-signed 127.0.0.1',
      does: 'to try it out; `--print-config` prints what the API server must be told',
    },
  ],
  arguments: [],
  isServer: true,
  flags: [
    gate.gate,
    gate.cluster,
    gate.listen,
    gate.tlsCert,
    gate.tlsKey,
    gate.selfSigned,
    gate.printConfig,
    ship.trustedRoot,
    gate.layout,
    ledger.ledger,
    ledger.record,
    data.offline,
    network.platform,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  errors: ['E_USAGE', 'E_KEY', 'E_NETWORK', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
