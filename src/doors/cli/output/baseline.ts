import path from 'node:path';
import {
  type Finding,
  placeOf,
  type Report,
  SeaworthyError,
  type Subject,
  subjectKey,
  subjectSort,
} from '../../../core/index.ts';
import { maxReportLength } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { reportFile } from '../diff/report-file.ts';
import type { Baseline } from './exit-code.ts';

const ledgerPrefix = 'ledger:';
const baseWord = 'base';

/** What a report is compared with. */
export type BaselineOf = (report: Report) => Baseline | undefined;

/**
 * What was found before, for conditions that ask whether something is new. Throws `E_USAGE` where a condition asks and nobody named anything to compare with, for then
 * nothing could be judged by it.
 */
export async function baselineOf(context: Context): Promise<BaselineOf> {
  const { log, values } = context;
  const name = values.value(output.baseline);
  if (name === baseWord) return (report) => ofBase(report, context);
  if (name !== undefined) {
    const { created, findings, subject } = await namedReport(name, context);
    const known = new Set(findings.map((one) => one.fingerprint));
    return (report) => {
      if (!isSameTarget(report.subject, subject))
        log.warn(
          `--baseline is of another target: ${sortText(subject)}, and this is ${sortText(report.subject)}; what both have does not count as new`,
        );
      return { known, name: subject.name, created };
    };
  }
  const asking = values
    .list(output.failOn)
    .flat()
    .find(({ term }) => term?.asksBaseline);
  if (asking === undefined) return () => undefined;
  throw new SeaworthyError('E_USAGE', `--fail-on ${asking.text} has nothing to compare with`, {
    next: 'Name a report of before with `--baseline`, or `--baseline base`; `diff` and `rejudge` judge what is new by themselves.',
  });
}

/**
 * What the base of an image brought. Only where layers prove it and a list of the team names it: whoever makes an image writes what they like into its labels and
 * history, and whatever was scanned once is in the ledger.
 */
function ofBase({ base, created, findings }: Report, { log }: Context): Baseline | undefined {
  const { listed } = base ?? {};
  if (base?.certainty !== 'proven' || listed === undefined) {
    log.warn(
      `--baseline base: ${whyNotBase(base)}, so that nobody can say what is new; list it: \`seaworthy db bases REPOSITORY\``,
    );
    return undefined;
  }
  const isOfBase = ({ broughtBy, location }: Finding): boolean =>
    broughtBy === 'base' && (placeOf(location).layer?.index ?? listed.layers) < listed.layers;
  const own = new Set(findings.filter((one) => !isOfBase(one)).map((one) => one.fingerprint));
  const known = findings.map((one) => one.fingerprint).filter((one) => !own.has(one));
  return { known: new Set(known), name: listed.name, created };
}

function whyNotBase(base: Report['base']): string {
  if (base === undefined) return 'nothing tells its base';
  if (base.certainty !== 'proven') return `its base is only ${base.certainty}`;
  return 'its base is in the ledger alone, as is all that was ever scanned, and no list names it';
}

/** Whether both are looks at one thing: files in one place, images of one repository, whatever their tags. */
function isSameTarget(a: Subject, b: Subject): boolean {
  if (subjectKey(a) === subjectKey(b)) return true;
  return a.kind === b.kind && repositoryOf(a) === repositoryOf(b);
}

const repositoryOf = ({ name }: Subject): string => name.replace(/@[a-z0-9]+:[0-9a-f]+$/, '').replace(/:[\w.-]+$/, '');

const sortText = (subject: Subject): string => `${subjectSort(subject)} ${JSON.stringify(subject.name.slice(0, 200))}`;

async function namedReport(name: string, { flows, host, settings }: Context): Promise<Report> {
  if (name.startsWith(ledgerPrefix)) return (await flows()).ledgerReport(name.slice(ledgerPrefix.length), settings);
  const text = reportFile(path.resolve(host.workingFolder, name), maxReportLength);
  if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such report', { where: name });
  return (await host.reports()).readReport(text, name);
}
