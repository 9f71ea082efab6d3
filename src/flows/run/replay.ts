import { basename } from 'node:path';
import { defined, type Report } from '../../core/index.ts';
import { FindingTally, type Match } from '../../phases/4-run/index.ts';
import { chooseRules, type RuleChoice } from '../rules/chosen-rules.ts';
import type { Settings } from '../settings.ts';
import { alertLine, type OnAlert } from './alert-line.ts';
import { type Gap, gapsOf, type RunSummary } from './gaps.ts';
import { type ImageInUse, keepInUse, type UseOfImages } from './keep-in-use.ts';
import { keepSummaries, withAlerting } from './keep-summaries.ts';
import { type Recorded, seeRecording } from './recording.ts';
import { runReport } from './run-report.ts';
import { type Sight, sightOfSources } from './sight.ts';

export interface ReplayRequest extends RuleChoice {
  /** A capture file (scap), plain or compressed, or frames of our sensor as it wrote them. */
  readonly capture: string;
  /** The image whose containers were recorded, where the recording does not tell: a digest or name that the ledger knows. */
  readonly image?: string;
}

export interface ReplayResult {
  readonly summary: RunSummary;
  readonly inUse: readonly ImageInUse[];
  /** Oddities of the rules and of the recording, one sentence each. */
  readonly notes: readonly string[];
  /** Why silence means nothing: no rule could apply, no event was recorded, or some were not seen. */
  readonly gaps: readonly Gap[];
  /** What rules found, each fact once; of what was recorded, and not of what is in an image. */
  readonly report: Report;
}

/**
 * Judges a recording by rules, as it would have been judged live, and learns from it which packages were in use. `onAlert` takes each alert in the
 * order of the events. What was found and what was in use goes into the ledger: of each image that it knows, and of the machine where the recording tells its
 * name. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` for rules or a capture that are none, and what reading and a ledger throw.
 */
export async function replay(request: ReplayRequest, settings: Settings, onAlert: OnAlert): Promise<ReplayResult> {
  const { loaded, warnings, options, format, given } = await chooseRules(request);
  const findings = new FindingTally();
  const onMatch = (match: Match, container: string): void | Promise<void> => {
    findings.see(match, container);
    return onAlert(alertLine(match, format));
  };
  const { signal } = settings;
  const seen = await seeRecording(request.capture, { rules: loaded, options, onMatch, ...defined({ signal }) });
  const sight = sightOfSources(seen.engine, seen.from, given);
  const { summary } = seen;
  const empty = summary.events === 0 ? 'nothing was judged: the recording holds no event' : undefined;
  const gaps = gapsOf(summary, sight.blind ?? empty);
  const use = await keep({ ...seen, findings }, sight, request, settings);
  const machine = summary.machine?.hostname || `recorded in ${basename(request.capture)}`;
  const about = { machine, where: request.capture, findings, alerts: summary.alerts, sight, warnings, gaps };
  const report = runReport(about, settings);
  return { summary, inUse: use.images, notes: [...warnings, ...sight.notes, ...use.notes], gaps, report };
}

/** Keeps what was in use, and what was found. */
async function keep(
  { summary, containers, untold, findings }: Recorded & { readonly findings: FindingTally },
  { rules }: Sight,
  { image }: ReplayRequest,
  settings: Settings,
): Promise<UseOfImages> {
  const { alerts, events, first = 0n, last = first, lost = new Map<string, number>(), machine } = summary;
  const lostInAll = [...lost.values()].reduce((sum, count) => sum + count, 0);
  const all = withAlerting(containers, { findings, first, last });
  const use = await keepInUse(all, { ...summary, lost: lostInAll, untold }, image, settings);
  if (events === 0) return use;
  const name = machine?.hostname ?? '';
  const limits = gapsOf({ ...summary, lost: new Map() }).map(({ message }) => message);
  const notes = await keepSummaries(
    {
      by: 'replay',
      ...{ first, last, events, alerts, findings, rules, lost, limits },
      containers: all.map(({ id }) => id),
      ...(name === '' ? {} : { machine: name }),
    },
    use,
    settings,
  );
  return { ...use, notes: [...use.notes, ...notes] };
}
