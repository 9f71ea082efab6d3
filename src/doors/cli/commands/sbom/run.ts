import type { Context } from '../../command.ts';
import { judgeEach, severalTargets } from '../../output/judge-each.ts';
import { judgeReport } from '../../output/judge-report.ts';
import { checkPlace } from '../../settings/engines.ts';
import { withTrust } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { values, words } = context;
  const settings = withTrust(context);
  checkPlace(values);
  const several = await severalTargets(context);
  return several === undefined
    ? judgeReport(context, 'cyclonedx', (flows) => flows.sbom(words[0] ?? '', settings))
    : judgeEach(context, 'cyclonedx', (flows) => flows.sbomEach(several, settings));
}
