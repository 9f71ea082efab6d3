import { count } from '../../../../core/index.ts';
import { gate, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { splitAddress } from '../../gate/split-address.ts';
import { untilTold } from '../../gate/until-told.ts';
import { certificateOf } from '../../gate/webhook-certificate.ts';
import { runOutput } from '../../output/run-report.ts';
import { writeReport } from '../../output/write-report.ts';
import { ruleChoice } from '../../watch/rule-choice.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values } = context;
  const { to, alerts } = await runOutput(context);
  const address = splitAddress(values.value(gate.listen) ?? '');
  const flows = await context.flows();
  const certificate = await certificateOf(context, flows.makeServerCertificate);
  const judge = await flows.openAuditJudge(ruleChoice(context), settings, (alert) =>
    alerts === undefined ? undefined : host.out.write(`${alert[alerts]}\n`),
  );
  for (const note of judge.notes) log.warn(note);
  const servers = await host.servers();
  const server = await servers.startAuditServer({
    ...address,
    judge,
    certificate: certificate.files,
    warn: (message) => log.warn(message),
  });
  log.note(`listening on https://${address.host}:${server.port}/audit`);
  await untilTold(context, server, certificate);
  await server.drain();
  const result = await judge.close();
  context.endProgress();
  await writeReport(result.report, to, context);
  for (const note of result.notes) log.warn(note);
  log.note(`${count(result.events, 'event')}, ${count(result.alerts, 'alert')}`);
  for (const { message } of result.gaps) log.warn(message);
  return result.gaps.length === 0 || values.on(output.allowPartial) ? 0 : 5;
}
