import path from 'node:path';
import { errorCatalogue, nearest, type Report, SeaworthyError } from '../../../../core/index.ts';
import type { WriteOptions } from '../../../../report/index.ts';
import { from, imagePlaces, run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';
import { readBounded } from '../../read-bounded.ts';
import { withTrust } from '../../ship/wanted-signer.ts';

/** Bytes of a report. */
const maxReportBytes = 256 * 1024 * 1024;

export async function run(context: Context): Promise<number> {
  const [wanted = ''] = context.words;
  if (/^E_[A-Z_]+$/i.test(wanted)) {
    const code = wanted.toUpperCase();
    const { explainError, isErrorCode } = await context.host.reports();
    if (!isErrorCode(code)) throw unknownCode(code);
    await writeResult(context, {
      text: ({ width }) => explainError(code, width),
      json: () => ({ code, ...errorCatalogue[code] }),
    });
    return 0;
  }
  if (reportFile(context) === undefined && context.words[1] === undefined) return explainAlone(wanted, context);
  const report = await reportToSearch(context);
  const [flows, { explainFinding }] = await Promise.all([context.flows(), context.host.reports()]);
  const findings = await flows.findFinding(report, wanted);
  const text = async (options: WriteOptions): Promise<string> =>
    (await Promise.all(findings.map((finding) => explainFinding(report, finding, options)))).join('\n');
  await writeResult(context, { text, json: () => ({ subject: report.subject, findings }) });
  return 0;
}

/** Where nobody said where to look: in the ledger, then in the handbook. */
async function explainAlone(wanted: string, context: Context): Promise<number> {
  const { host, log, settings } = context;
  const found = await (await context.flows()).lookUp(wanted, settings, context.values.list(runFlags.rules));
  const { explainEntry, explainRecorded } = await host.reports();
  if (found.kind === 'findings') {
    const { findings, record, report } = found;
    await writeResult(context, {
      text: (options) => explainRecorded(found, options),
      json: () => ({
        subject: report.subject,
        record: { sequence: record.sequence, kind: record.kind, time: record.time },
        findings,
      }),
    });
    return 0;
  }
  if (found.notLookedIn !== undefined) log.warn(`the ledger could not be asked: ${found.notLookedIn}`);
  const { entries } = found;
  await writeResult(context, {
    text: (options) => entries.map((entry) => explainEntry(entry, options)).join('\n'),
    json: () => ({ entries }),
  });
  return 0;
}

/** A code that does not exist. */
function unknownCode(code: string): SeaworthyError {
  const similar = nearest(code, Object.keys(errorCatalogue));
  return new SeaworthyError('E_USAGE', `there is no error code ${code}`, {
    next: similar === undefined ? 'docs/errors.md lists them.' : `Did you mean ${similar}?`,
  });
}

/** The report to look in, where `--from` names one and no place of images. */
function reportFile({ values }: Context): string | undefined {
  const given = values.value(from);
  return imagePlaces.some((place) => place === given) ? undefined : given;
}

async function reportToSearch(context: Context): Promise<Report> {
  const { flows, host, words } = context;
  const settings = withTrust(context);
  const file = reportFile(context);
  const target = words[1];
  if (file !== undefined && target !== undefined) {
    throw new SeaworthyError('E_USAGE', 'a report and a target are given; only one can be looked in', {
      next: 'Leave out `--from` or TARGET.',
    });
  }
  if (file === undefined) return (await flows()).reportOn(target ?? '', settings);
  const text = readBounded(path.resolve(host.workingFolder, file), maxReportBytes);
  if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such report', { where: file });
  return (await host.reports()).readReport(text, file);
}
