import { nearest, SeaworthyError } from '../../../core/index.ts';
import type { ReportFormat } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Command, Context } from '../command.ts';
import { inputFile } from '../input/input-file.ts';
import type { OutputSpec } from './output-spec.ts';
import { checkPlaces } from './places.ts';
import { tableMeansText } from './result-format.ts';

/** One place a report goes to. */
export interface Destination {
  readonly format: ReportFormat;
  readonly file?: string;
}

/** Whether a document of this format tells anything of what the command finds out. */
export function hasMeaning(
  { tells }: Pick<ReportFormat, 'tells'>,
  { reports = [] }: Pick<Command, 'reports'>,
): boolean {
  return tells.some((content) => reports.includes(content));
}

/**
 * Where the report goes, checked before any work is done. A format without a meaning for the command is refused where the command line names it; where
 * a setting for all commands does, it is left out, and that is told. Throws `E_USAGE`.
 */
export async function destinations(context: Context, standard: string): Promise<readonly Destination[]> {
  const { command, host, log, values } = context;
  const { reportFormats } = await host.reports();
  const specs = values.list(output.output).filter(({ format }) => !command.results?.some((own) => own === format));
  const wanted = specs.map((spec) => ({ spec, format: formatOf(spec, reportFormats) }));
  const empty = wanted.filter(({ format }) => !hasMeaning(format, command)).map(({ format }) => format.id);
  const ids = reportFormats.filter((format) => hasMeaning(format, command)).map(({ id }) => id);
  if (empty.length > 0) {
    const what = `${empty.join(' and ')} ${empty.length === 1 ? 'tells' : 'tell'} nothing of what ${command.id} finds out`;
    const setting = values.all.find(({ flag }) => flag === output.output);
    if (setting?.origin === 'flag')
      throw new SeaworthyError('E_USAGE', what, { next: `Formats with a meaning here: ${ids.join(', ')}.` });
    log.note(`${what}, so it is not written (${setting?.readings[0]?.where})`);
  }
  const kept = wanted.filter(({ format }) => hasMeaning(format, command));
  const made = await Promise.all(kept.map((one) => byFile(one, context)));
  return checked(
    made.length > 0 ? made : [{ spec: { format: standard }, format: formatOf({ format: standard }, reportFormats) }],
  );
}

/** A template is small. */
const maxTemplateBytes = 1024 * 1024;

/** A format by a file of the user's is made here, before any work is done. It is printed. */
async function byFile(
  wanted: { readonly spec: OutputSpec; readonly format: ReportFormat },
  context: Context,
): Promise<typeof wanted> {
  const { format, spec } = wanted;
  if (format.fromFile === undefined || spec.file === undefined) return wanted;
  const { text, where } = inputFile(spec.file, maxTemplateBytes, context);
  return { spec: { format: format.id }, format: await format.fromFile(text, where) };
}

function checked(
  wanted: readonly { readonly spec: OutputSpec; readonly format: ReportFormat }[],
): readonly Destination[] {
  const found = wanted.map(({ spec: { file }, format }) => (file === undefined ? { format } : { format, file }));
  checkPlaces(found.map(({ format: { id }, file }) => ({ id, file })));
  return found;
}

function formatOf({ format: id }: OutputSpec, formats: readonly ReportFormat[]): ReportFormat {
  // What other commands call the form for people.
  const format = formats.find((one) => one.id === (id === 'text' ? tableMeansText : id));
  if (format) return format;
  const ids = formats.map((one) => one.id);
  const similar = nearest(id, ids);
  throw new SeaworthyError('E_USAGE', `there is no format ${JSON.stringify(id)}`, {
    next:
      similar === undefined ? `The formats are ${ids.join(', ')}.` : `Did you mean ${similar}? All: ${ids.join(', ')}.`,
  });
}
