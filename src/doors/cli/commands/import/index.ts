import { imports, ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const importReports: Command = {
  id: 'import',
  summary: 'Findings of other tools, as one report with ours',
  details:
    'REPORT is what another tool wrote: SARIF 2.1.0 of any, ZAP (XML or JSON), and the JSON of Trivy, Grype, Checkov, kube-bench, Semgrep and gitleaks; `-` is standard input. A JSON report of ours among them is joined with them. Several are joined: what more than one tool tells of the same place is one finding, with the word of each. Rules that our catalogue knows go by our names. A finding is known again when its line has moved, by the text of that line where the report has it. What a tool has suppressed stays visible as set aside. A report that its tool marks as failed, that names errors of its run, or that has no results is not complete and ends with 5. Reports that say what they are about (a repository, an image, a host) are kept under that, others under the folder in which this is called.',
  examples: [
    { command: 'seaworthy import codeql.sarif semgrep.sarif', does: 'each thing once, by both' },
    {
      command: 'seaworthy import zap.xml --fail-on high',
      does: 'exit with 3 when ZAP found something serious',
    },
    { command: 'semgrep scan --sarif | seaworthy import - -o html=code.html', does: 'from a pipe, as a page' },
  ],
  arguments: [{ name: 'REPORT', help: 'A report of another tool, or `-`', repeated: true, completes: 'file' }],
  flags: [
    imports.format,
    output.output,
    output.failOn,
    output.baseline,
    output.severity,
    output.onlyFixed,
    output.allowPartial,
    output.exceptions,
    ledger.ledger,
    ledger.record,
  ],
  reports: ['findings'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
