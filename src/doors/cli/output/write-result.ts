import path from 'node:path';
import { jsonText, nearest, SeaworthyError } from '../../../core/index.ts';
import type { WriteOptions } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Command, Context } from '../command.ts';
import type { Values } from '../values/values.ts';
import type { OutputSpec } from './output-spec.ts';
import { checkPlaces } from './places.ts';
import { type ResultFormat, tableMeansText } from './result-format.ts';
import { writeFileWhole } from './write-file.ts';

/** Columns of a text that goes to a file. */
const fileWidth = 100;

/** How a result is written in each form that its command has (`results`). */
export interface Result {
  /** For people. Empty where there is nothing to show. */
  text(options: WriteOptions): string | Promise<string>;
  /** The value that JSON is made of. */
  json(): unknown;
  html?(): string | Promise<string>;
}

/** One place that a result goes to. */
export interface ResultPlace {
  readonly format: ResultFormat;
  /** Absent: standard output. */
  readonly file?: string | undefined;
}

/**
 * Where the result of a command without reports goes: to `-o` as the command line has it. A setting for all commands is about reports; heeded here, it would
 * write the list of records over the report. Throws `E_USAGE`; called before the command begins, so that nothing is done whose result cannot be written.
 */
export function resultPlaces(command: Command, values: Values): readonly ResultPlace[] {
  const asked = values.all.some(({ flag, origin }) => flag === output.output && origin === 'flag');
  const specs = asked ? values.list(output.output) : [];
  const places: ResultPlace[] = specs.map((spec) => ({ format: formatOf(spec, command), file: spec.file }));
  if (values.on(output.json)) places.push({ format: 'json' });
  const page = values.value(output.html);
  // The older word left the text where it was.
  if (page !== undefined) places.push({ format: 'html', file: page });
  if (specs.length === 0 && !values.on(output.json)) places.push({ format: 'text' });
  checkPlaces(places.map(({ format, file }) => ({ id: format, file })));
  return places;
}

/** Whether a text for people is printed, so that notes beside it have somebody to read them. */
export function printsText({ command, values }: Context): boolean {
  return resultPlaces(command, values).some(({ format, file }) => format === 'text' && file === undefined);
}

/** Writes the result wherever the command line wants it; files first, so that what is printed stands last. Throws `E_WRITE`. */
export async function writeResult(context: Context, result: Result): Promise<void> {
  const { color, command, host, log, values } = context;
  context.endProgress();
  const places = resultPlaces(command, values);
  for (const { format, file } of places) {
    if (file === undefined) continue;
    const text = await write(result, format, { color: false, width: fileWidth });
    await writeFileWhole(path.resolve(host.workingFolder, file), text);
    log.note(`wrote ${file}`);
  }
  const printed = places.find(({ file }) => file === undefined);
  if (printed === undefined) return;
  const text = await write(result, printed.format, { color, width: host.out.columns });
  if (text !== '') await host.out.write(text);
}

async function write(result: Result, format: ResultFormat, options: WriteOptions): Promise<string> {
  if (format === 'json') return jsonText(result.json());
  if (format === 'html') return (await result.html?.()) ?? '';
  return result.text(options);
}

function formatOf({ format: id }: OutputSpec, { id: command, results = [], reports }: Command): ResultFormat {
  const wanted = id === tableMeansText && reports === undefined ? 'text' : id;
  const known = results.find((one) => one === wanted);
  if (known !== undefined) return known;
  const similar = nearest(id, results);
  const meant = similar === undefined ? '' : `Did you mean ${similar}? `;
  throw new SeaworthyError('E_USAGE', `${command} does not write ${JSON.stringify(id)}`, {
    next: `${meant}Formats here: ${results.join(', ')}.`,
  });
}
