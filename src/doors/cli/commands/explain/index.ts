import {
  anywhere,
  data,
  ledger,
  output,
  readingAndFetching,
  run as runFlags,
  ship,
  vex,
} from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const explain: Command = {
  id: 'explain',
  summary: 'Why a finding holds; what a check, a rule or an error code means',
  details:
    'FINDING is an id (`CVE-2024-2511`), an alias, or the first eight or more digits of a fingerprint. Alone, it is looked for in the ledger: in the newest scan or lint of each subject, the newest first, and what it was found in is told. Else it is looked for in a JSON report (`--from`) or by looking at TARGET again: a Dockerfile or a manifest is linted by every check, optional ones too, anything else scanned, and `ledger:` before a name, path or number takes what the ledger holds of it. An id that the ledger holds no finding of is explained by itself when it is a check (`dockerfile/sudo`, `pod-security/host-ports`), a detector (`secret/github-token`), a kind of rule of a gate (`signedBy`), a rule of Falco in the files that `--rules` names, by its name or the id of its findings, and an error code (`E_DIGEST_MISMATCH`).',
  examples: [
    { command: 'seaworthy explain CVE-2024-2511', does: 'what the newest scan in the ledger says of it' },
    { command: 'seaworthy explain CVE-2024-2511 --from report.json', does: 'from a report' },
    { command: 'seaworthy explain CVE-2024-2511 alpine:3.20', does: 'by scanning again' },
    { command: 'seaworthy explain dockerfile/sudo Dockerfile', does: 'by linting again' },
    { command: 'seaworthy explain pod-security/host-ports', does: 'a check' },
    { command: 'seaworthy explain E_DIGEST_MISMATCH', does: 'an error code' },
    { command: 'seaworthy explain "Terminal shell in container" --rules rules/', does: 'a rule of Falco' },
  ],
  arguments: [
    { name: 'FINDING', help: 'Id, alias or fingerprint of a finding, a check or rule, or an error code' },
    {
      name: 'TARGET',
      help: 'What to look at; the newest scans of the ledger when absent',
      optional: true,
      completes: 'file',
    },
  ],
  flags: [
    ...output.printing,
    runFlags.rules,
    output.exceptions,
    ledger.ledger,
    data.refresh,
    ...vex.statements,
    ...new Set([...ship.signers, ...anywhere, ...readingAndFetching]),
  ],
  results: ['text', 'json'],
  errors: ['E_NO_FINDING', 'E_FORMAT', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
