import path from 'node:path';
import { count, defined, openFindings, type Report } from '../../../core/index.ts';
import type { ReportFormat, ShowFilter, WriteOptions } from '../../../report/index.ts';
import { sbom } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import type { Destination } from './destinations.ts';
import { explainCommandOf, voyageCommandOf } from './explain-command.ts';
import { showFilter } from './show-filter.ts';
import { workflowRun } from './workflow-run.ts';
import { writeFileWhole } from './write-file.ts';

/** Writes the report to every destination; files first, so that what is printed stands last. Throws `E_WRITE`. */
export async function writeReport(report: Report, to: readonly Destination[], context: Context): Promise<void> {
  const show = showFilter(context.values);
  tellHidden(report, show, to, context);
  const common = {
    workflow: workflowRun(context.host.env),
    ...defined({
      show,
      author: context.values.value(sbom.author),
      producer: context.values.value(sbom.producer),
      voyageCommand: voyageCommandOf(report, context),
    }),
  };
  for (const { format, file } of to) {
    if (file === undefined) continue;
    const options = { color: false, width: 100, ...common };
    tellLacks(format, options, context);
    const text = await format.write(report, options);
    await writeFileWhole(path.resolve(context.host.workingFolder, file), text);
    context.log.detail(`wrote ${format.id} to ${file}`);
  }
  const printed = to.find(({ file }) => file === undefined);
  if (!printed) return;
  const { color, host } = context;
  const explainCommand = explainCommandOf(report, to, context);
  const options = { color, width: host.out.columns, explainCommand, ...common };
  tellLacks(printed.format, options, context);
  await host.out.write(await printed.format.write(report, options));
}

function tellLacks({ id, lacks }: ReportFormat, options: WriteOptions, { log }: Context): void {
  const message = lacks?.(options);
  if (message !== undefined) log.warn(`${id}: ${message}`);
}

/** Some of what is shown has no place to say it in: a list of names. */
function tellHidden(report: Report, show: ShowFilter | undefined, to: readonly Destination[], { log }: Context): void {
  if (show === undefined || !to.some(({ format }) => format.showsSome)) return;
  const hidden = openFindings(report).filter((finding) => !show.shows(finding)).length;
  if (hidden > 0)
    log.note(`${count(hidden, 'finding is', 'findings are')} not shown (${show.text}); all are judged and counted`);
}
