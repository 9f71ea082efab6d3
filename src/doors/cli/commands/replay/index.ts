import { ledger, output, run as runFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const replay: Command = {
  id: 'replay',
  summary: 'Judge a recording of events by rules, and learn what was in use',
  details:
    'FILE is a capture in the scap format (sysdig, Falco), plain or compressed, what our own sensor wrote, or events that are JSON: the audit log of Kubernetes (lines, lists, what its webhook sends), AWS CloudTrail, webhooks of GitHub, the system log of Okta. Its first bytes tell which, and each JSON event says of which source it is. Rules files are those of Falco as they are. Alerts are printed in the order of the events, in Falco’s text form or with `-o jsonl` in its JSON form, one a line; what was seen is summed up on standard error. What rules found, each fact once, and which packages were in use goes into the ledger, of each image that it knows and of the machine where the recording names it: `voyage` tells it, and the next `scan` of the image ranks what is in use first. `-o` writes a report of what rules found, each fact once, with what was not seen in its coverage; printed, it takes the place of the alerts, and only the command line asks for it. A recording in which events were dropped or lost, that cannot be read to its end, or to which none of the rules can apply, ends with exit code 5; rules about a source that the recording does not have are named.',
  examples: [
    { command: 'seaworthy replay incident.scap --rules falco_rules.yaml', does: 'what the rules would have said' },
    {
      command: 'seaworthy replay incident.scap --rules falco_rules.yaml -o html=incident.html',
      does: 'and a report of what they found',
    },
    {
      command: 'seaworthy replay audit.log --rules k8s_audit_rules.yaml',
      does: 'what was asked of a Kubernetes API server',
    },
    {
      command: 'seaworthy replay run.scap --image shop/web:1.4',
      does: 'learn which packages of the image were in use',
    },
  ],
  arguments: [{ name: 'FILE', help: 'The recording', completes: 'file' }],
  flags: [
    runFlags.rules,
    runFlags.tags,
    runFlags.falcoConfig,
    runFlags.image,
    output.json,
    output.output,
    output.allowPartial,
    ledger.ledger,
    ledger.record,
  ],
  results: ['text', 'jsonl'],
  reports: ['findings'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_TRUNCATED'],
  run: async (context) => (await import('./run.ts')).run(context),
};
