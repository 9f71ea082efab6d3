import { output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const checksShow: Command = {
  id: 'checks show',
  summary: 'One check: why, what to do, what breaks it',
  details:
    'By its id, the last part of its id, or the name that Hadolint, BuildKit, Checkov, Trivy, kube-linter, Polaris or Kubescape have for it; one name of another tool may stand for several checks.',
  examples: [
    { command: 'seaworthy checks show kubernetes/privileged', does: 'one check' },
    { command: 'seaworthy checks show CKV_K8S_16', does: 'what Checkov calls so' },
  ],
  arguments: [{ name: 'CHECK', help: 'An id, or its name in another tool' }],
  flags: [...output.printing],
  results: ['text', 'json'],
  errors: ['E_USAGE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
