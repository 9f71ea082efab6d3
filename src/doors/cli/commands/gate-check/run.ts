import { gate, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { gateInput } from '../../gate/gate-input.ts';
import { gateTarget } from '../../gate/gate-target.ts';
import { gateText, isOpen } from '../../gate/gate-text.ts';
import { warnNotRecorded } from '../../ship/signed-text.ts';

export async function run(context: Context): Promise<number> {
  const { color, endProgress, host, settings, values, words } = context;
  const namespace = values.value(gate.namespace);
  const input = {
    gate: gateInput(context),
    targets: words.map((word) => gateTarget(word, context)),
    ...(namespace === undefined ? {} : { namespace }),
  };
  const check = await (await context.flows()).gateCheck(input, settings);
  endProgress();
  const text = values.on(output.json)
    ? `${JSON.stringify(check, null, 2)}\n`
    : gateText(check, { color, width: host.out.columns });
  await host.out.write(text);
  for (const answer of check.decisions) warnNotRecorded(answer, context);
  if (check.decisions.some(({ decision }) => !decision.allowed)) return 3;
  return check.decisions.some(isOpen) && !values.on(output.allowPartial) ? 5 : 0;
}
