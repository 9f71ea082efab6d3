import { defined } from '../../../../core/index.ts';
import { gateText } from '../../../../report/index.ts';
import { gate, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { gateInput } from '../../gate/gate-input.ts';
import { gateTargets } from '../../gate/gate-target.ts';
import { writeResult } from '../../output/write-result.ts';
import { warnNotRecorded } from '../../ship/print-signed.ts';

export async function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const namespace = values.value(gate.namespace);
  const input = {
    gate: gateInput(context),
    targets: await gateTargets(words, context),
    ...defined({ namespace }),
  };
  const check = await (await context.flows()).gateCheck(input, settings);
  await writeResult(context, { text: (options) => gateText(check, options), json: () => check });
  for (const answer of check.decisions) warnNotRecorded(answer, context);
  if (check.verdict === 'refused') return 3;
  // Where nothing at all was judged there is no part that could be allowed.
  const isPartial = check.decisions.some(({ decision }) => decision.results.length > 0);
  return check.verdict === 'not-assessed' && !(isPartial && values.on(output.allowPartial)) ? 5 : 0;
}
