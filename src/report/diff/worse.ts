import { createHash } from 'node:crypto';
import {
  type ChangedFinding,
  type Finding,
  isExploited,
  isIncomplete,
  packageOf,
  type Severity,
  setAsideBy,
  timeOf,
} from '../../core/index.ts';
import type { Rejudged, Rejudgement } from '../../flows/index.ts';
import { severityOrder } from '../view/words.ts';
import { changesOf } from './rejudged-text.ts';

/** Findings of one message; the rest is counted. */
const mostRows = 1_000;
/** Texts of advisories can be of any length. */
const longest = 500;

/** A finding that is worse than it was at the scan before. */
interface Worse {
  readonly finding: Finding;
  /** In what way: `new`, `severity high → critical`, `exploited`, `no longer set aside`. */
  readonly why: readonly string[];
}

const rank = (severity: Severity): number => severityOrder.length - severityOrder.indexOf(severity);

/** Findings that are new, more severe, exploited or no longer set aside since the scan before. That a forecast moved makes none of them worse. */
export function worseIn(one: Rejudgement): readonly Worse[] {
  const { appeared, changed } = changesOf(one);
  const now = timeOf(one.report);
  const open = (finding: Finding): boolean => setAsideBy(finding, now) === undefined;
  return [
    ...appeared
      .filter(open)
      .map((finding) => ({ finding, why: ['new', ...(isExploited(finding) ? ['exploited'] : [])] })),
    ...changed
      .filter(({ after }) => open(after))
      .map((each) => ({ finding: each.after, why: waysWorse(each) }))
      .filter(({ why }) => why.length > 0),
  ];
}

function waysWorse({ before, after, changes }: ChangedFinding): readonly string[] {
  const aside = changes.find(({ aspect }) => aspect === 'suppression');
  return [
    ...(rank(after.severity) > rank(before.severity) ? [`severity ${before.severity} → ${after.severity}`] : []),
    ...(isExploited(after) && !isExploited(before) ? ['exploited'] : []),
    ...(aside?.to === 'none' ? ['no longer set aside'] : []),
  ];
}

/**
 * What a webhook is told after stored inventories were judged again; undefined where nothing became worse. A receiver knows a message that comes twice by its `id`.
 * `text` is the sentence that chats show.
 */
export function worseMessage(results: readonly Rejudged[], created: string, version: string): object | undefined {
  const judged = results.filter((one): one is Rejudgement => one.state === 'judged');
  const all = judged.map((one) => ({ one, worse: worseIn(one) })).filter(({ worse }) => worse.length > 0);
  const total = all.reduce((sum, { worse }) => sum + worse.length, 0);
  if (total === 0) return undefined;
  let room = mostRows;
  const subjects = all.map(({ one, worse }) => {
    const told = worse.slice(0, room);
    room -= told.length;
    return {
      subject: one.report.subject,
      since: one.before?.time ?? null,
      inventory: one.inventory.time,
      incomplete: isIncomplete(one.report.coverage),
      worse: told.map(row),
      more: worse.length - told.length,
    };
  });
  const findings = total === 1 ? '1 finding' : `${total} findings`;
  const message = {
    kind: 'seaworthy/rejudged',
    version: '1.0',
    tool: { name: 'seaworthy', version },
    created,
    text: `${findings} became worse in ${all.length} of ${judged.length} judged again`,
    judged: judged.length,
    notJudged: results.length - judged.length,
    subjects,
  };
  return { id: createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32), ...message };
}

function row({ finding, why }: Worse): object {
  const { id, aliases, kind, severity, title, fix, risk, fingerprint } = finding;
  const about = packageOf(finding);
  return {
    id,
    aliases,
    kind,
    severity,
    why,
    title: title.slice(0, longest).toWellFormed(),
    package: about === undefined ? null : { name: about.name, version: about.version, purl: about.purl },
    fix: fix.state === 'fixed' ? { state: fix.state, versions: fix.versions } : { state: fix.state },
    risk: risk.score,
    fingerprint,
  };
}
