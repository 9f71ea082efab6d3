import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Report, SeaworthyError } from '../../../../core/index.ts';
import { maxReportLength, type ReportContent } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { reportFile } from '../../diff/report-file.ts';
import { judgeReport } from '../../output/judge-report.ts';

const next = 'Name a file that `-o json=FILE` wrote, or `ledger:` and what the ledger knows.';
const ledgerPrefix = 'ledger:';

export async function run(context: Context): Promise<number> {
  const report = await given(context);
  // A document about packages has no meaning for a report in which nobody looked for any.
  const command = { ...context.command, reports: contentsOf(report) };
  return judgeReport({ ...context, command, reportGiven: context.words[0] ?? '' }, 'table', async () => report);
}

/** The report that is named. Throws `E_TARGET_NOT_FOUND`, and what readers of reports and ledgers throw. */
async function given({ flows, host, settings, words }: Context): Promise<Report> {
  const [name = ''] = words;
  if (name.startsWith(ledgerPrefix)) return (await flows()).ledgerReport(name.slice(ledgerPrefix.length), settings);
  if (name === '-') return (await host.reports()).readReport(await piped(host), 'standard input');
  const file = path.resolve(host.workingFolder, name);
  const text = reportFile(file, maxReportLength);
  if (text !== undefined) return (await host.reports()).readReport(text, name);
  if (existsSync(file)) throw new SeaworthyError('E_FORMAT', 'this is no JSON report', { where: name, next });
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such JSON report', {
    where: name,
    next,
  });
}

async function piped({ input }: Context['host']): Promise<string> {
  if (input.isTerminal)
    throw new SeaworthyError('E_USAGE', 'standard input is a terminal: no report comes from there', {
      next: 'Pipe one in: `seaworthy scan app:1.4 -o json | seaworthy convert - -o html=report.html`.',
    });
  return new TextDecoder().decode(await input.all(maxReportLength));
}

/** What a report holds. One that says of nothing that it was looked for is of a bill of materials, or of before it was noted. */
function contentsOf({ coverage: { lookedFor }, packages }: Report): readonly ReportContent[] {
  const isOfPackages = packages.length > 0 || lookedFor.length === 0 || lookedFor.includes('vulnerability');
  return isOfPackages ? ['findings', 'vulnerabilities', 'packages'] : ['findings'];
}
