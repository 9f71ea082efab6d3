import path from 'node:path';
import { printable, SeaworthyError } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { linkBetween } from '../../output/link-between.ts';
import { writeFileWhole } from '../../output/write-file.ts';

const [reportName, voyageName] = ['seaworthy-tour.html', 'seaworthy-voyage.html'];

export async function run({ flows: load, host, settings }: Context): Promise<number> {
  const [flows, { reportFormats, voyageFormats }] = await Promise.all([load(), host.reports()]);
  const { progress: _none, ...quiet } = settings;
  const lines: Promise<void>[] = [];
  const say = (line: string): void => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    lines.push(host.out.write(`${indent}${printable(line)}\n`));
  };
  const { report, voyage } = await flows.tour(quiet, path.join(host.packageFolder, 'examples/tour'), say);
  await Promise.all(lines);

  const [reportHtml, voyageHtml] = [html(reportFormats), html(voyageFormats)];
  const [reportFile, voyageFile] = [reportName, voyageName].map((name) => path.join(host.workingFolder, name));
  if (!reportHtml || !voyageHtml || !reportFile || !voyageFile) {
    throw new SeaworthyError('E_INTERNAL', 'there is no HTML format');
  }
  const options = { color: false, width: 100 };
  const [toReport, toVoyage] = [linkBetween(voyageFile, reportFile), linkBetween(reportFile, voyageFile)];
  await writeFileWhole(reportFile, await reportHtml.write(report, { ...options, beside: { voyage: toVoyage } }));
  await writeFileWhole(voyageFile, await voyageHtml.write(voyage, { ...options, beside: { report: toReport } }));
  await host.out.write(`To open in a browser:\n  ${reportFile}\n  ${voyageFile}\nNext: seaworthy scan IMAGE\n`);
  return 0;
}

const html = <T extends { readonly id: string }>(formats: readonly T[]): T | undefined =>
  formats.find(({ id }) => id === 'html');
