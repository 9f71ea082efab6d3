import { isIncomplete, jsonText, judgedByNobody, SeaworthyError } from '../../../../core/index.ts';
import type { FindingsDiff, Judgement, Rejudged } from '../../../../flows/index.ts';
import { clean, cut, cutStart, makeStyle, type Style, wrap } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { findingCounts, findingLines, hasRows } from '../../diff/diff-text.ts';
import { type JudgedDiff, judgeDiffs } from '../../diff/judge-diffs.ts';
import { many, shortTime, subjectCells } from '../../ledger/subject-text.ts';

export async function run(context: Context): Promise<number> {
  const { color, endProgress, flows, host, log, settings, values, words } = context;
  const [only] = words;
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
  const width = host.out.columns;
  if (values.on(output.json)) await host.out.write(jsonText(results.map(inShort)));
  else if (results.length > 0) await host.out.write(rejudgedText(results, makeStyle({ color, width }), width));
  if (results.length === 0) {
    log.note(`nothing was judged: no inventory is in the ledger yet (${settings.ledgerDirectory}); scan first`);
    return values.on(output.allowPartial) ? 0 : 5;
  }
  return judgeDiffs(results.filter(isJudged).map(judgedDiff), results.flatMap(missedIn), context);
}

const isJudged = (one: Rejudged): one is Judgement => one.state === 'judged';

/** What changed since the last scan; where there was none, all of it is new. */
function changesOf({ diff, report }: Judgement): FindingsDiff {
  return diff?.findings ?? { appeared: report.findings, gone: [], changed: [], unchanged: 0 };
}

function judgedDiff(one: Judgement): JudgedDiff {
  const { coverage } = one.report;
  const unjudged = Math.max(0, judgedByNobody(coverage) - (one.diff?.before.unjudged ?? 0));
  return { findings: changesOf(one), basis: coverage, unjudged };
}

/** The subject, when what is said of it is not all. */
function missedIn(one: Rejudged): readonly string[] {
  const isMissed = one.state === 'unreadable' || (one.state === 'judged' && isIncomplete(one.report.coverage));
  return isMissed ? [nameOf(one)] : [];
}

function nameOf({ inventory: { subject, names } }: Rejudged): string {
  const [short, name] = subjectCells(subject, names);
  return clean(name || short);
}

/** For programs: what changed, and the number of findings; the whole report stands in the ledger, under the record that is named. */
function inShort(one: Rejudged): unknown {
  const { state, inventory } = one;
  if (one.state !== 'judged') return { state, inventory, why: one.why };
  const { before, record, diff, report } = one;
  return {
    state,
    inventory,
    before: before ?? null,
    record: record ?? null,
    findings: report.findings.length,
    incomplete: isIncomplete(report.coverage),
    diff: diff ?? null,
  };
}

function rejudgedText(results: readonly Rejudged[], style: Style, width: number): string {
  const blocks = results.map((one) => subjectLines(one, style, width));
  const judged = results.filter(isJudged);
  const changed = judged.filter((one) => hasRows(changesOf(one))).length;
  const others = results.length - judged.length;
  const rest = others === 0 ? '' : `, ${others} not judged`;
  const sum = `${many(results.length, 'subject')}: ${changed} changed, ${judged.length - changed} the same${rest}`;
  return `${[...blocks, [style.strong(sum)]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function subjectLines(one: Rejudged, style: Style, width: number): readonly string[] {
  const { inventory } = one;
  const [short, name] = subjectCells(inventory.subject, inventory.names);
  const facts = [short, `inventory of ${shortTime(inventory.time)} UTC`];
  const head = [
    style.strong(cutStart(clean(name || short), width)),
    style.faint(cut(facts.map(clean).join(' · '), width)),
  ];
  if (one.state !== 'judged') return [...head, ...wrap(`${one.state}: ${clean(one.why)}`, width).map(style.warn)];
  const changes = changesOf(one);
  const findings = many(one.report.findings.length, 'finding');
  const counts =
    one.before === undefined
      ? `judged for the first time: ${findings}`
      : hasRows(changes)
        ? findingCounts(changes)
        : `nothing changed: ${findings}`;
  const missed = isIncomplete(one.report.coverage)
    ? wrap('incomplete: something in it could not be looked at', width - 2).map((line) => style.warn(`! ${line}`))
    : [];
  return [...head, ...wrap(counts, width), ...missed, ...findingLines(changes, style, width)];
}
