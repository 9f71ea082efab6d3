import { hostname } from 'node:os';
import { asSeaworthyError, type Report, SeaworthyError } from '../../core/index.ts';
import {
  compileRules,
  FindingTally,
  JsonJudge,
  jsonSight,
  type Match,
  parseDocument,
} from '../../phases/4-run/index.ts';
import { chooseRules, type RuleChoice } from '../rules/chosen-rules.ts';
import type { Settings } from '../settings.ts';
import { alertLine, type OnAlert } from './alert-line.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { keepSummaries } from './keep-summaries.ts';
import { runReport } from './run-report.ts';
import { sightOfSources } from './sight.ts';

/** What became of one body. */
export interface Taken {
  readonly events: number;
  /** What was no event that could be judged. */
  readonly unknown: number;
}

/** What was seen until the end. */
export interface AuditJudged {
  readonly events: number;
  readonly alerts: number;
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
  readonly report: Report;
}

/** Judges events as they are sent. */
export interface AuditJudge {
  /** What is said before anything comes: oddities of rules, and rules that stay silent. */
  readonly notes: readonly string[];
  /** Judges one body, and is done when its alerts were taken. Throws `E_FORMAT` and `E_LIMIT` for what is no JSON. */
  take(body: Uint8Array): Promise<Taken>;
  /** A body that was sent and could not be taken in, so that what it held was not judged. */
  missed(why: string): void;
  /** Ends it, and keeps what was found in the ledger. Throws what a ledger throws. */
  close(): Promise<AuditJudged>;
}

const from = { source: 'k8s_audit', words: 'an audit event' } as const;

/**
 * Judges events that an API server sends to a webhook (`EventList`), and those of the other sources that are JSON. Throws `E_TARGET_NOT_FOUND` and `E_FORMAT` for
 * rules.
 */
export async function openAuditJudge(choice: RuleChoice, settings: Settings, onAlert: OnAlert): Promise<AuditJudge> {
  const { loaded, options, format, given, warnings } = await chooseRules(choice);
  const engine = compileRules(loaded, { ...options, hostname: hostname(), sight: jsonSight });
  const findings = new FindingTally();
  const sight = sightOfSources(engine, [from], given);
  let waiting: (void | Promise<void>)[] = [];
  const judge = new JsonJudge(engine, (match: Match) => {
    findings.see(match, '');
    waiting.push(onAlert(alertLine(match, format)));
  });
  const parsed = (body: Uint8Array): unknown => {
    try {
      return parseDocument(body, 'a request');
    } catch (error) {
      // What it held was not judged, whoever sent it.
      judge.malformed(asSeaworthyError(error, 'E_FORMAT', 'not JSON'));
      throw error;
    }
  };
  return {
    notes: [...warnings, ...sight.notes, ...(sight.blind === undefined ? [] : [sight.blind])],
    async take(body) {
      const before = { events: judge.events, unknown: judge.unknown };
      judge.document(parsed(body), 'a request');
      const taken = { events: judge.events - before.events, unknown: judge.unknown - before.unknown };
      const all = waiting;
      waiting = [];
      await Promise.all(all);
      return taken;
    },
    missed(why) {
      judge.malformed(new SeaworthyError('E_INCOMPLETE', 'a request that was not taken in', { why }));
    },
    async close() {
      const { events, alerts, unknown: unknownEvents, problems, first = 0n, last = first } = judge;
      const gaps = gapsOf({ dropped: 0, problems, unknownEvents }, sight.blind);
      const limits = gaps.map(({ message }) => message);
      const seen = {
        by: 'watch',
        first,
        last,
        events,
        alerts,
        findings,
        rules: sight.rules,
        lost: new Map(),
        limits,
      } as const;
      const notes =
        events === 0
          ? []
          : await keepSummaries(
              { ...seen, containers: [], machine: hostname() },
              { images: [], unscanned: [], notes: [] },
              settings,
            );
      const about = { machine: hostname(), where: 'audit events', findings, alerts, sight, warnings, gaps };
      return { events, alerts, gaps, notes, report: runReport(about, settings) };
    },
  };
}
