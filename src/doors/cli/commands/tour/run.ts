import path from 'node:path';
import { printable, SeaworthyError } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { writeFileWhole } from '../../output/write-file.ts';

const reportName = 'seaworthy-tour.html';

export async function run({ flows: load, host, settings }: Context): Promise<number> {
  const [flows, { reportFormats }] = await Promise.all([load(), host.reports()]);
  const { progress: _none, ...quiet } = settings;
  const lines: Promise<void>[] = [];
  const say = (line: string): void => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    lines.push(host.out.write(`${indent}${printable(line)}\n`));
  };
  const report = await flows.tour(quiet, path.join(host.packageFolder, 'examples/tour'), say);
  await Promise.all(lines);

  const html = reportFormats.find(({ id }) => id === 'html');
  if (!html) throw new SeaworthyError('E_INTERNAL', 'there is no HTML format');
  const file = path.join(host.workingFolder, reportName);
  await writeFileWhole(file, await html.write(report, { color: false, width: 100 }));
  await host.out.write(`The whole report, to open in a browser: ${file}\nNext: seaworthy scan IMAGE\n`);
  return 0;
}
