import type { Context } from '../../command.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  const { settings, words } = context;
  return judgeReport(context, 'cyclonedx', (flows) => flows.sbom(`sbom:${words[0] ?? ''}`, settings));
}
