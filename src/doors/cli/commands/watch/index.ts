import { ledger, output, run as runFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const watch: Command = {
  id: 'watch',
  summary: 'Watch what containers do, judge it by rules, and learn what is in use',
  details:
    'Runs the sensor (eBPF, Linux 5.11 or newer, root or the capabilities that sensor/README.md lists; built by `npm run sensor`) until it is stopped, or for the time given. Rules files are those of Falco as they are; rules that can say nothing of what the sensor tells are named first, with why. Alerts are printed as they happen, in Falco’s text form or with `-o jsonl` in its JSON form, one a line. What a container is (image, name, what Kubernetes calls it) is read from the files of Docker, Podman, containerd and CRI-O, or asked of their sockets; where nobody knows it, `--image` says it. What rules found, each fact once, and which packages were in use goes into the ledger every quarter of an hour and at the end, of each image that it knows and of the machine: `voyage` tells it, and the next `scan` of the image ranks what is in use first. `-o` writes a report of what rules found, each fact once, when the watch ends; printed, it takes the place of the alerts, and only the command line asks for it. Every event that was lost is counted and told: a watch that lost any ends with exit code 5, because its silence may mean nothing. So does one whose sensor was killed, said nothing for ten seconds (it says something every second), or whose alerts nobody reads any more, or takes when it is to end; the first two are an alert as well. While somebody takes no alerts nothing is judged, which is said every ten seconds. Stopped (SIGINT, SIGTERM) it ends with 0, or with 130 when `--for` asked for longer.',
  examples: [
    { command: 'sudo seaworthy watch --rules falco_rules.yaml -o jsonl', does: 'alerts, one a line, until stopped' },
    {
      command: 'sudo seaworthy watch --for 1h --image shop/web:1.4',
      does: 'learn which packages of the image are in use',
    },
  ],
  arguments: [],
  flags: [
    runFlags.rules,
    runFlags.tags,
    runFlags.falcoConfig,
    runFlags.image,
    runFlags.forTime,
    runFlags.sensor,
    runFlags.muteCgroup,
    runFlags.mutePath,
    runFlags.user,
    output.json,
    output.output,
    output.allowPartial,
    ledger.ledger,
    ledger.record,
  ],
  results: ['text', 'jsonl'],
  reports: ['findings'],
  errors: ['E_SENSOR', 'E_TARGET_NOT_FOUND', 'E_FORMAT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
