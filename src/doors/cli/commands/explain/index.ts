import { data, from, readingAndFetching } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const explain: Command = {
  id: 'explain',
  summary: 'Why a finding holds, from the bytes to the verdict; or what an error code means',
  details:
    'FINDING is an id (`CVE-2024-2511`), an alias, or the first eight or more digits of a fingerprint. It is looked for in a JSON report (`--from`) or by looking at TARGET again: a Dockerfile is linted, anything else scanned, and `ledger:` before a name, path or number takes what the ledger holds. With an error code (`E_DIGEST_MISMATCH`) it says what the code means and what to do.',
  examples: [
    { command: 'seaworthy explain CVE-2024-2511 --from report.json', does: 'from a report' },
    { command: 'seaworthy explain CVE-2024-2511 alpine:3.20', does: 'by scanning again' },
    { command: 'seaworthy explain dockerfile/sudo Dockerfile', does: 'by linting again' },
    { command: 'seaworthy explain E_DIGEST_MISMATCH', does: 'an error code' },
  ],
  arguments: [
    { name: 'FINDING', help: 'Id, alias or fingerprint of a finding, or an error code' },
    { name: 'TARGET', help: 'What to look at, when there is no report', optional: true, completes: 'file' },
  ],
  flags: [from, data.refresh, ...readingAndFetching],
  errors: ['E_NO_FINDING', 'E_FORMAT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
