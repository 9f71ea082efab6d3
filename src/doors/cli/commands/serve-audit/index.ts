import { gate, ledger, output, run as runFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const serveAudit: Command = {
  id: 'serve audit',
  summary: 'Judge what a Kubernetes API server is asked, as its audit webhook tells it',
  details:
    'Takes audit events over HTTPS: `POST /audit`, as an API server sends them (`--audit-webhook-config-file`, `EventList` of `audit.k8s.io/v1`), or as anybody sends events that are JSON. Alerts are printed as they come, as `replay` prints them; a batch is answered when its alerts were handed on, so that nothing piles up. What was no event is counted and told. `/healthz` is served beside it. Files of a certificate are read again every ten seconds and at SIGHUP; a broken one is told, and the old one stays. A compressed body is refused (415). Stopped (SIGINT, SIGTERM) it answers what is in flight, keeps what was found in the ledger, of this machine, and ends: with 5 when something that was sent could not be judged, or no rule could speak.',
  examples: [
    {
      command: 'seaworthy serve audit --rules k8s.yaml --tls-cert t.crt --tls-key t.key',
      does: 'with a certificate that the API server trusts',
    },
    { command: 'seaworthy serve audit --rules k8s.yaml --self-signed 127.0.0.1', does: 'to try it out' },
  ],
  arguments: [],
  isServer: true,
  flags: [
    runFlags.rules,
    runFlags.tags,
    runFlags.falcoConfig,
    gate.listen,
    gate.tlsCert,
    gate.tlsKey,
    gate.selfSigned,
    output.output,
    output.json,
    output.allowPartial,
    ledger.ledger,
    ledger.record,
  ],
  results: ['text', 'jsonl'],
  reports: ['findings'],
  errors: ['E_USAGE', 'E_KEY', 'E_NETWORK', 'E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
