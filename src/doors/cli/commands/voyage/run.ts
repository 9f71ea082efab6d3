import path from 'node:path';
import { defined, type Report, SeaworthyError, type Voyage } from '../../../../core/index.ts';
import type { WriteOptions } from '../../../../report/index.ts';
import { data, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { linkBetween } from '../../output/link-between.ts';
import { writeFileWhole } from '../../output/write-file.ts';
import { resultPlaces, writeResult } from '../../output/write-result.ts';

const pageOptions = { color: false, width: 100 };

export async function run(context: Context): Promise<number> {
  const { host, settings, values, words } = context;
  const pages = pageFiles(context);
  const oldAfter = values.value(data.databaseWarningAge);
  const flows = await context.flows();
  const found = await flows.voyage(words[0] ?? '', settings, oldAfter === undefined ? {} : { oldAfter });
  await writeReportPage(found, pages, context);
  const { voyageFormats } = await host.reports();
  const write = async (id: string, options: WriteOptions): Promise<string> =>
    (await voyageFormats.find((format) => format.id === id)?.write(found, options)) ?? '';
  const beside = defined({ report: pages.voyage && pages.report && linkBetween(pages.voyage, pages.report) });
  await writeResult(context, {
    text: (options) => write('text', options),
    json: () => found,
    html: () => write('html', { ...pageOptions, beside }),
  });
  return found.integrity.ok ? 0 : 4;
}

/** Whole paths of the pages that are written to files. */
interface PageFiles {
  readonly voyage?: string;
  readonly report?: string;
}

/** Throws `E_USAGE` when both are one file. */
function pageFiles({ command, host, values }: Context): PageFiles {
  const whole = (file: string | undefined): string | undefined => file && path.resolve(host.workingFolder, file);
  const places = resultPlaces(command, values).flatMap(({ file }) => whole(file) ?? []);
  const voyage = whole(resultPlaces(command, values).find(({ format }) => format === 'html')?.file);
  const report = whole(values.value(output.reportPage));
  if (report !== undefined && places.includes(report))
    throw new SeaworthyError('E_USAGE', 'the voyage and the report are to go to the same file', { where: report });
  return defined({ voyage, report });
}

/** The page of the newest report, if it is asked for. */
async function writeReportPage(found: Voyage, { voyage, report }: PageFiles, context: Context): Promise<void> {
  if (report === undefined) return;
  const { host, log, values } = context;
  const format = (await host.reports()).reportFormats.find(({ id }) => id === 'html');
  if (format === undefined) throw new SeaworthyError('E_INTERNAL', 'there is no HTML format');
  const beside = defined({ voyage: voyage && linkBetween(report, voyage) });
  await writeFileWhole(report, await format.write(await newestReportOf(found, context), { ...pageOptions, beside }));
  context.endProgress();
  log.note(`wrote ${values.value(output.reportPage)}`);
}

async function newestReportOf(found: Voyage, { flows, host, settings }: Context): Promise<Report> {
  const newest = (await host.reports()).newestReport(found);
  if (newest === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the ledger holds no scan of it to make a report of', {
      where: found.names[0] ?? found.subject,
      next: 'Scan it: `seaworthy scan TARGET`.',
    });
  return (await flows()).ledgerReport(String(newest.record.sequence), settings);
}
