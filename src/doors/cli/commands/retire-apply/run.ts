import { count, type Report } from '../../../../core/index.ts';
import type { ApplyResult } from '../../../../flows/index.ts';
import { applyText } from '../../../../report/index.ts';
import { change } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { inputFile } from '../../input/input-file.ts';
import { confirm } from '../../output/confirm.ts';
import { writeResult } from '../../output/write-result.ts';

/** Bytes of a plan: about 200,000 manifests. */
const mostBytes = 256 * 1024 * 1024;

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values, words } = context;
  const { applyRetire } = await context.flows();
  const name = words[0] ?? '';
  const plan = { name, bytes: Buffer.from(inputFile(name, mostBytes, context).text) };
  if (values.on(change.dryRun)) return tell(await applyRetire(plan, { dryRun: true }, settings), context);
  let question = 'Delete what the plan says?';
  // Where somebody can answer they are told first what would go now, by a look at everything.
  if (!values.on(change.yes) && host.input.isTerminal && host.err.isTerminal) {
    const { counts, entries } = await applyRetire(plan, { dryRun: true }, settings);
    const more = [
      counts.skipped > 0 ? `${counts.skipped} skipped` : '',
      counts.failed > 0 ? `${counts.failed} failed` : '',
    ];
    const rest = more.filter(Boolean).join(', ');
    question = `Delete ${count(counts['would-delete'], 'manifest')} of the plan's ${entries.length}${rest === '' ? '' : ` (${rest})`}? This cannot be undone.`;
  }
  if (!(await confirm(question, context))) {
    log.note('Nothing was deleted.');
    return 0;
  }
  const cyclonedx = (await host.reports()).reportFormats.find(({ id }) => id === 'cyclonedx');
  const sbom = cyclonedx && { sbom: async (report: Report) => cyclonedx.write(report, { color: false, width: 100 }) };
  return tell(await applyRetire(plan, { dryRun: false, ...sbom }, settings), context);
}

async function tell(result: ApplyResult, context: Context): Promise<number> {
  await writeResult(context, { text: (options) => applyText(result, options), json: () => result });
  if (result.counts.failed === 0) return 0;
  context.log.warn(`incomplete: ${count(result.counts.failed, 'manifest')} could not be checked or deleted`);
  return 5;
}
