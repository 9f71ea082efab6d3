import { join, resolve } from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import { seenLines } from '../../../../report/index.ts';
import { output, run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { runOutput } from '../../output/run-report.ts';
import { writeReport } from '../../output/write-report.ts';
import { ruleChoice } from '../../watch/rule-choice.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values } = context;
  const { to, alerts } = await runOutput(context);
  const image = values.value(runFlags.image);
  const forTime = values.value(runFlags.forTime);
  const given = values.value(runFlags.sensor);
  const sensor =
    given === undefined
      ? join(host.packageFolder, 'sensor/build/seaworthy-sensor')
      : resolve(host.workingFolder, given);
  const user = values.value(runFlags.user);
  const becomeUser = user === undefined ? undefined : await host.userChange(user);
  host.useLittleMemory();
  host.stayLittle();
  host.goFirst();
  const stop = new AbortController();
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const flows = await context.flows();
  const stopListening = host.onSignal('SIGTERM', () => stop.abort());
  try {
    const mute = {
      muteCgroups: values.list(runFlags.muteCgroup),
      mutePaths: values.list(runFlags.mutePath).map((path) => resolve(host.workingFolder, path)),
    };
    const request = { sensor, ...ruleChoice(context), ...mute, stop: stop.signal };
    const result = await flows.watch(image === undefined ? request : { ...request, image }, settings, {
      onAlert: async (alert) => {
        if (alerts === undefined) return;
        await host.out.write(`${alert[alerts]}\n`);
        if (host.out.isGone) stop.abort();
      },
      onReady: () => {
        becomeUser?.();
        log.note(forTime === undefined ? 'watching, until stopped' : `watching for ${forTime / 1000} s`);
        if (forTime === undefined) return;
        timer = setTimeout(() => {
          isOver = true;
          stop.abort();
        }, forTime);
      },
      onNote: (note) => log.warn(note),
      onLost: (lost) => log.warn(`${lost} events were lost so far`),
    });
    context.endProgress();
    await writeReport(result.report, to, context);
    for (const note of result.notes) log.warn(note);
    for (const line of seenLines(result)) log.note(line);
    const { unread, cut } = result.summary;
    if (unread > 0) log.note(`${unread} events came without a name that could not be read`);
    if (cut > 0) log.note(`${cut} events came with a text that was cut: rules saw its beginning`);
    const { gaps } = result;
    for (const { message } of gaps) log.warn(message);
    if (host.out.isGone) {
      log.warn('nobody reads the alerts any more: the watch ended');
      return 5;
    }
    if (forTime !== undefined && !isOver) throw new SeaworthyError('E_INTERRUPTED', 'stopped before the time was over');
    return gaps.length === 0 || values.on(output.allowPartial) ? 0 : 5;
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}
