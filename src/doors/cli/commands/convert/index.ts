import { ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const convert: Command = {
  id: 'convert',
  summary: 'A report in another form, and its verdict by other conditions',
  details:
    'REPORT is a JSON report (a file that `-o json` wrote, of whatever command), `-` for one on standard input, or `ledger:` before the number of a scan record, a digest, the beginning of one, or a name: the newest scan of it. Nothing is looked at again: what is written says when the report was made and by which data. The exit code is that of the command that made it: 3 when a finding meets `--fail-on`, 5 when the report is incomplete.',
  examples: [
    {
      command: 'seaworthy convert report.json -o sarif=report.sarif -o html=report.html',
      does: 'two more forms of it',
    },
    { command: 'seaworthy convert report.json --fail-on high,fixable', does: 'the same findings, by another bar' },
    { command: 'seaworthy scan app:1.4 -o json | seaworthy convert - -o spdx', does: 'from a pipe' },
    { command: 'seaworthy convert ledger:app:1.4 -o json', does: 'the last scan of an image as JSON' },
  ],
  arguments: [{ name: 'REPORT', help: 'A JSON report, `-`, or `ledger:` and a reference', completes: 'file' }],
  flags: [output.output, output.failOn, output.allowPartial, ledger.ledger],
  reports: ['findings', 'vulnerabilities', 'packages'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
