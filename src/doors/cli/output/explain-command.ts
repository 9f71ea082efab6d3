import { type Finding, plainCommand, type Report, subjectKey } from '../../../core/index.ts';
import type { Flag } from '../catalogue/flag.ts';
import { anywhere, data, from, general, ledger, readingAndFetching } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import type { Destination } from './destinations.ts';

/** A word of a command line: a flag of ours, or something that somebody wrote. */
type Word = { readonly flag: string } | { readonly given: string };

/**
 * The command that finds a finding of this report again: in the ledger, in the file that it was written to, or by looking at the target once more, with
 * those flags of this command line that it takes to find the same. Undefined where there is none, or a word of it is not plain.
 */
export function explainCommandOf(
  report: Report,
  to: readonly Destination[],
  context: Context,
): (finding: Finding) => string | undefined {
  return (finding) =>
    commandOf(plainCommand`seaworthy explain ${finding.id}`, whereToLook(report, finding, to, context));
}

/** The command that tells the voyage of the report's subject; undefined where the ledger does not hold this report, or a word of it is not plain. */
export function voyageCommandOf(report: Report, context: Context): string | undefined {
  if (!isInLedger(report, context)) return undefined;
  return commandOf(
    plainCommand`seaworthy voyage ${subjectKey(report.subject)}`,
    flagsGiven(context, [ledger.ledger, general.config]),
  );
}

function commandOf(command: string | undefined, more: readonly Word[] | undefined): string | undefined {
  const words = more?.map((word) => ('flag' in word ? `--${word.flag}` : plainCommand`${word.given}`));
  if (command === undefined || words === undefined || words.includes(undefined)) return undefined;
  return [command, ...words].join(' ');
}

function isInLedger(report: Report, { reportGiven, settings }: Context): boolean {
  if (reportGiven !== undefined) return false;
  const notKept = report.coverage.problems.some(({ part }) => part === 'ledger');
  // Of a bill of materials nothing is kept.
  if (report.subject.kind === 'files' && report.subject.content === 'sbom') return false;
  return settings.ledgerDirectory !== undefined && settings.record !== false && !notKept;
}

function whereToLook(
  report: Report,
  { kind, subject }: Finding,
  to: readonly Destination[],
  context: Context,
): readonly Word[] | undefined {
  const { reportGiven } = context;
  if (reportGiven?.startsWith('ledger:'))
    return [{ given: reportGiven }, ...flagsGiven(context, [ledger.ledger, general.config])];
  if (reportGiven === '-') return undefined;
  if (reportGiven !== undefined) return [{ flag: from.name }, { given: reportGiven }];
  // What happened is not found again by looking, and the ledger keeps it as a sum of what was seen: only a written report holds it.
  const happened = kind === 'runtime';
  if (!happened && isInLedger(report, context)) return flagsGiven(context, [ledger.ledger, general.config]);
  const written = to.find(({ format, file }) => format.id === 'json' && file !== undefined)?.file;
  if (written !== undefined) return [{ flag: from.name }, { given: written }];
  if (happened) return undefined;
  // Of several files, or parts of a project, one is meant.
  const isOneFile =
    subject.kind === 'files' && ['dockerfile', 'manifest', 'compose', 'image-config'].includes(subject.content);
  const isPart = isOneFile || subjectKey(subject) !== subjectKey(report.subject);
  const target = isPart ? subject.name : (context.words[0] ?? report.subject.name);
  if (target === undefined || target === '-') return undefined;
  return [
    { given: target },
    ...flagsGiven(context, [...anywhere, ...readingAndFetching, data.refresh, general.config]),
  ];
}

/** What stands on the command line of these flags. */
function flagsGiven({ values }: Context, flags: readonly Flag[]): readonly Word[] {
  return (
    values.all
      // Every platform is none that can be looked at again.
      .filter(({ flag, origin, value }) => origin === 'flag' && flags.includes(flag) && value !== 'all')
      .flatMap(({ flag, readings }) =>
        readings.flatMap(({ text, key }): readonly Word[] => {
          if (flag.form === 'switch') return [{ flag: text === 'true' ? flag.name : `no-${flag.name}` }];
          return [{ flag: flag.name }, { given: key === undefined ? text : `${key}=${text}` }];
        }),
      )
  );
}
