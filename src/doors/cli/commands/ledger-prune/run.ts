import { defined, SeaworthyError } from '../../../../core/index.ts';
import type { LedgerPrunePolicy, PruneResult } from '../../../../flows/index.ts';
import { prunedText, prunedWords } from '../../../../report/index.ts';
import { change, ledger } from '../../catalogue/index.ts';
import { isoTime } from '../../catalogue/moment.ts';
import type { Context } from '../../command.ts';
import { confirm } from '../../output/confirm.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { log, settings, values } = context;
  const { ledgerPrune } = await context.flows();
  const policy = policyFrom(context);
  const plan = await ledgerPrune({ ...policy, dryRun: true }, settings);
  if (values.on(change.dryRun) || plan.removed === 0) return tell(plan, 'would go', context);
  if (!(await confirm(`Remove ${prunedWords(plan)}?`, context))) {
    log.note('Nothing was removed.');
    return 0;
  }
  const code = await tell(await ledgerPrune(policy, settings), 'removed', context);
  log.note('Ends of the ledger that were noted before may be gone: note a new one with `seaworthy ledger checkpoint`.');
  return code;
}

function policyFrom({ settings, values }: Context): LedgerPrunePolicy {
  const keepLast = values.value(ledger.keepLast);
  const olderThan = values.value(ledger.olderThan);
  const kinds = values.list(ledger.kind);
  if (keepLast === undefined && olderThan === undefined) {
    throw new SeaworthyError('E_USAGE', 'there is no rule about what may go', {
      next: 'Say `--keep-last N`, `--older-than TIME`, or both.',
    });
  }
  return {
    ...defined({ keepLast }),
    ...(olderThan === undefined ? {} : { olderThan: isoTime(olderThan, settings.clock.now()) }),
    ...(kinds.length === 0 ? {} : { kinds }),
  };
}

async function tell(result: PruneResult, verb: string, context: Context): Promise<number> {
  await writeResult(context, { text: () => prunedText(result, verb), json: () => result });
  return 0;
}
