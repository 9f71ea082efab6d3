import { isIncomplete, judgedByNobody, SeaworthyError } from '../../../../core/index.ts';
import type { Rejudged, Rejudgement, Settings } from '../../../../flows/index.ts';
import { changesOf, rejudgedName, rejudgedText, worseMessage, writtenDiff } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { type JudgedDiff, judgeDiffs } from '../../diff/judge-diffs.ts';
import { writeResult } from '../../output/write-result.ts';
import { withTrust } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { endProgress, flows, log, values, words } = context;
  const settings = withTrust(context);
  const [only] = words;
  const webhook = values.value(output.webhook);
  if (webhook !== undefined) await (await flows()).checkWebhook(webhook, settings);
  const results = await (await flows()).rejudge(settings, only === undefined ? {} : { only });
  endProgress();
  if (results.length === 0 && only !== undefined) {
    throw new SeaworthyError(
      'E_TARGET_NOT_FOUND',
      `the ledger has no inventory of ${JSON.stringify(only.slice(0, 200))}`,
      {
        next: 'See what it knows with `seaworthy ledger list`.',
      },
    );
  }
  await writeResult(context, {
    text: (options) => (results.length === 0 ? '' : rejudgedText(results, options)),
    json: () => results.map(inShort),
  });
  if (results.length === 0) {
    log.note(`nothing was judged: no inventory is in the ledger yet (${settings.ledgerDirectory}); scan first`);
    return values.on(output.allowPartial) ? 0 : 5;
  }
  const isTold = webhook === undefined || (await tell(webhook, results, settings, context));
  const code = judgeDiffs(results.filter(isJudged).map(judgedDiff), results.flatMap(missedIn), context);
  return isTold || code !== 0 ? code : 1;
}

/** Tells a webhook what became worse, where something did; whether nothing went wrong with that. */
async function tell(
  webhook: string,
  results: readonly Rejudged[],
  settings: Settings,
  { flows, log }: Context,
): Promise<boolean> {
  const message = worseMessage(results, settings.clock.now().toISOString(), settings.toolVersion);
  const { host } = new URL(webhook);
  if (message === undefined) {
    log.detail(`nothing became worse, so that ${host} was told nothing`);
    return true;
  }
  try {
    await (await flows()).postMessage(webhook, JSON.stringify(message), settings);
    log.detail(`told ${host}`);
    return true;
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    log.error(error);
    return false;
  }
}

const isJudged = (one: Rejudged): one is Rejudgement => one.state === 'judged';

function judgedDiff(one: Rejudgement): JudgedDiff {
  const { coverage } = one.report;
  const unjudged = Math.max(0, judgedByNobody(coverage) - (one.diff?.before.unjudged ?? 0));
  const since = one.diff?.before.created ?? one.report.created;
  return { findings: changesOf(one), basis: coverage, since, unjudged };
}

/** The subject, when what is said of it is not all. */
function missedIn(one: Rejudged): readonly string[] {
  const isMissed = one.state === 'unreadable' || (one.state === 'judged' && isIncomplete(one.report.coverage));
  return isMissed ? [rejudgedName(one)] : [];
}

/** For programs: what changed, and the number of findings; the whole report stands in the ledger, under the record that is named. */
function inShort(one: Rejudged): unknown {
  const { state, inventory } = one;
  if (one.state !== 'judged') return { state, inventory, why: one.why };
  const { before, record, carriedOver, diff, report } = one;
  return {
    state,
    inventory,
    before: before ?? null,
    record: record ?? null,
    carriedOver,
    findings: report.findings.length,
    incomplete: isIncomplete(report.coverage),
    diff: diff === undefined ? null : writtenDiff(diff),
  };
}
