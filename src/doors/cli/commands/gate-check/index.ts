import { gate, ledger, output, reading, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const gateCheck: Command = {
  id: 'gate check',
  summary: 'May it run: images, manifests or AdmissionReviews, judged by a gate',
  details:
    'TARGET is an image reference, an OCI layout, a Kubernetes manifest in YAML or JSON, or an AdmissionReview; `-` is a manifest or review on standard input. First is found out what the gate asks for: digests, signatures and attestations from the registry or layout, scans and what was seen in use from the ledger. Then all rules are judged, and each result names what was seen and what would make it pass. A fact that cannot be had is not known, and never a pass: the gate says whether that refuses. The decision is recorded with its facts, so that it can be judged again. Exit code 0: allowed; 3: something is refused; 5: nothing is refused, but something is not known, or nothing was judged: no rule looks at it, or what was given holds no workload that is known here (a custom resource that names containers, a Compose file).',
  examples: [
    { command: 'seaworthy gate check --gate gate.yaml registry.example.com/shop/web:1.4', does: 'one image' },
    {
      command: 'seaworthy gate check --gate gate.yaml --namespace prod deploy.yaml',
      does: 'every workload of a manifest, with its images',
    },
    {
      command: 'seaworthy gate check --gate gate.yaml --layout r.example.com/web=web web.yaml',
      does: 'before anything is pushed',
    },
    { command: 'kubectl get deploy -A -o yaml | seaworthy gate check --gate gate.yaml -', does: 'what runs already' },
  ],
  arguments: [
    { name: 'TARGET', help: 'An image, OCI layout, manifest or AdmissionReview', repeated: true, completes: 'file' },
  ],
  flags: [
    gate.gate,
    gate.namespace,
    gate.cluster,
    ship.trustedRoot,
    ...output.printing,
    output.allowPartial,
    gate.layout,
    ledger.ledger,
    ledger.record,
    ...reading.filter(({ name }) => !name.startsWith('max-') && name !== 'cache'),
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_REFERENCE', 'E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_FORMAT', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
