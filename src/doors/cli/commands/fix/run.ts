import { defined, parseConditions } from '../../../../core/index.ts';
import { fixText } from '../../../../report/index.ts';
import { change, fixes, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { judge } from '../../output/exit-code.ts';
import { writeResult } from '../../output/write-result.ts';
import { checkPlace } from '../../settings/engines.ts';
import { withTrust } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { log, values, words } = context;
  const settings = withTrust(context);
  checkPlace(values);
  const asked = values.list(output.failOn);
  const conditions = asked.length === 0 ? [parseConditions('fixable')] : asked;
  const flows = await context.flows();
  const sources = defined({ dockerfile: values.value(fixes.dockerfile), base: values.value(fixes.base) });
  const options = { conditions, write: values.on(change.write), sources };
  const { result, report } = await flows.fix(words[0] ?? '', options, settings);
  await writeResult(context, { text: (options) => fixText(result, options), json: () => result });
  const { code, because } = judge(report, conditions, values.on(output.allowPartial), settings.clock.now());
  if (because !== undefined) log.note(because);
  return code;
}
