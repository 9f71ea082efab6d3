import path from 'node:path';
import { type Report, SeaworthyError } from '../../../core/index.ts';
import type { ReportFormat } from '../../../report/index.ts';
import type { Context } from '../command.ts';
import { nearest } from '../nearest.ts';
import type { OutputSpec } from './output-spec.ts';
import { writeFileWhole } from './write-file.ts';

/** One place a report goes to. */
export interface Destination {
  readonly format: ReportFormat;
  readonly file?: string;
}

/** Where the report goes, checked before any work is done. Throws `E_USAGE`. */
export function destinations(
  specs: readonly OutputSpec[],
  formats: readonly ReportFormat[],
  standard: string,
): readonly Destination[] {
  const found = (specs.length > 0 ? specs : [{ format: standard }]).map(({ format: id, file }: OutputSpec) => {
    const format = formats.find((one) => one.id === id);
    if (!format) throw unknownFormat(id, formats);
    return file === undefined ? { format } : { format, file };
  });
  const printed = found.filter(({ file }) => file === undefined).map(({ format }) => format.id);
  if (printed.length > 1) {
    throw new SeaworthyError('E_USAGE', `only one format can go to standard output, not ${printed.join(' and ')}`, {
      next: `Name a file for the others: -o ${printed[1]}=FILE.`,
    });
  }
  const files = found.map(({ file }) => file).filter((file) => file !== undefined);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new SeaworthyError('E_USAGE', 'two formats are to go to the same file', { where: twice });
  return found;
}

function unknownFormat(id: string, formats: readonly ReportFormat[]): SeaworthyError {
  const ids = formats.map((format) => format.id);
  const similar = nearest(id, ids);
  return new SeaworthyError('E_USAGE', `there is no format ${JSON.stringify(id)}`, {
    next:
      similar === undefined ? `The formats are ${ids.join(', ')}.` : `Did you mean ${similar}? All: ${ids.join(', ')}.`,
  });
}

/** Writes the report to every destination; files first, so that what is printed stands last. Throws `E_WRITE`. */
export async function writeReport(report: Report, to: readonly Destination[], context: Context): Promise<void> {
  for (const { format, file } of to) {
    if (file === undefined) continue;
    const text = await format.write(report, { color: false, width: 100 });
    await writeFileWhole(path.resolve(context.host.workingFolder, file), text);
    context.log.detail(`wrote ${format.id} to ${file}`);
  }
  const printed = to.find(({ file }) => file === undefined);
  if (!printed) return;
  const { color, host } = context;
  await host.out.write(await printed.format.write(report, { color, width: host.out.columns }));
}
