import { output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const rulesListFields: Command = {
  id: 'rules list-fields',
  summary: 'The fields that rules may use',
  details:
    'By source of events: `syscall` (captures, the sensor), `k8s_audit`, `aws_cloudtrail`, `github`, `okta`. A field to which nothing here gives a value says so: every comparison with it is false.',
  examples: [
    { command: 'seaworthy rules list-fields', does: 'all of them' },
    { command: 'seaworthy rules list-fields k8s_audit -o json', does: 'those of Kubernetes audit events, as JSON' },
  ],
  arguments: [{ name: 'SOURCE', help: 'A source of events; all when absent', optional: true }],
  flags: [...output.printing],
  results: ['text', 'json'],
  errors: ['E_USAGE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
