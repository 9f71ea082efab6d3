import { existsSync } from 'node:fs';
import path from 'node:path';
import { defined, type ExitCode, type Report, SeaworthyError, withoutPasswords } from '../../../core/index.ts';
import type { TargetOutcome, TargetsWanted } from '../../../flows/index.ts';
import { network, output, target as targetFlags } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import type { Flows } from '../host.ts';
import { baselineOf } from './baseline.ts';
import { type Destination, destinations } from './destinations.ts';
import { judge } from './exit-code.ts';
import { nameFiles } from './file-names.ts';
import { writeReport } from './write-report.ts';

/** Which targets a command line names, when it may be more than one thing; undefined for one target that is one image. */
export async function severalTargets(context: Context): Promise<TargetsWanted | undefined> {
  const { values, words } = context;
  if (words.length > 1) await refuseHabit(context);
  const all = values.on(targetFlags.all);
  const everyPlatform = values.value(network.platform) === 'all';
  return words.length > 1 || all || everyPlatform ? { targets: words, all, everyPlatform } : undefined;
}

/** `scan image alpine:3.20`, as other tools have it, names one target and no image called `image`. */
async function refuseHabit({ command, host, words: [first = ''] }: Context): Promise<void> {
  const { foreignCommand } = await import('../parse/habits.ts');
  const meant = foreignCommand(first)?.ours.some((line) => line.startsWith(`${command.id} `));
  if (meant !== true || existsSync(path.resolve(host.workingFolder, first))) return;
  throw new SeaworthyError('E_USAGE', `${JSON.stringify(first)} is a word of another tool`, {
    next: `Leave out \`${first}\`: \`seaworthy ${command.id}\` finds out what it is given. An image of that name is registry:${first}.`,
  });
}

/**
 * Makes a report of each target, writes it where the user wants it, and gives one exit code for all: that of the worst. A report of each stands by itself, in a file of
 * its own or, for people, one below the other, with a summary at the end. Throws `E_USAGE` for documents that cannot hold several.
 */
export async function judgeEach(
  context: Context,
  standardFormat: string,
  make: (flows: Flows) => AsyncIterable<TargetOutcome>,
  after: (report: Report) => void = () => {},
  before: (context: Context) => Promise<void> = async () => {},
): Promise<number> {
  const { host, log, settings, values } = context;
  const to = await destinations(context, standardFormat);
  checkSeveral(to);
  await before(context);
  const known = await baselineOf(context);
  const names = nameFiles();
  const lines: { readonly target: string; readonly code: number; readonly said: string }[] = [];
  const reports = await host.reports();
  const printed = to.find(({ file }) => file === undefined)?.format.several;
  const options = { color: context.color, width: host.out.columns };
  for await (const { target, report, error } of make(await context.flows())) {
    context.endProgress();
    if (report === undefined) {
      const failed = error ?? new SeaworthyError('E_INTERNAL', 'a target without an outcome', { where: target });
      log.error(failed);
      lines.push({
        target: withoutPasswords(target),
        code: failed.exitCode,
        said: withoutPasswords(`${failed.message} [${failed.code}]`),
      });
      continue;
    }
    const verdict = judge(
      report,
      values.list(output.failOn),
      values.on(output.allowPartial),
      settings.clock.now(),
      known(report),
    );
    const own = names(to, target);
    if (printed === 'for people' && lines.length > 0) await host.out.write(`\n${'═'.repeat(options.width)}\n\n`);
    await writeReport({ ...report, ...defined({ threshold: verdict.threshold }) }, own, {
      ...context,
      words: [target],
    });
    after(report);
    if (verdict.because !== undefined) log.note(`${target}: ${verdict.because}`);
    lines.push({ target: withoutPasswords(target), code: verdict.code, said: reports.inShort(report) });
  }
  const code = worst(lines.map((line) => line.code));
  if (printed === 'for people') await host.out.write(`\n${reports.summaryText(lines, code, options)}`);
  else for (const line of lines) log.note(`${line.target}: exit ${line.code}: ${line.said}`);
  return code;
}

/** The worst first: what is certain, then what could not be done at all, then what is not known. */
const order: readonly ExitCode[] = [130, 3, 4, 2, 6, 1, 5, 0];

/** One exit code for several targets. Of none at all nothing was looked at. */
export function worst(codes: readonly number[]): ExitCode {
  return order.find((code) => codes.includes(code)) ?? 5;
}

function checkSeveral(to: readonly Destination[]): void {
  for (const { format, file } of to) {
    if (file === undefined && format.several === undefined)
      throw new SeaworthyError('E_USAGE', `${format.id} holds one report, and there are several targets`, {
        next: `Give each a file of its own: -o ${format.id}={target}.${format.extension}.`,
      });
    if (file !== undefined && !/\{(?:target|number)\}/.test(file))
      throw new SeaworthyError('E_USAGE', 'several reports are to go to one file', {
        where: file,
        next: `Put {target} or {number} into its name: -o ${format.id}={target}.${format.extension}.`,
      });
  }
}
