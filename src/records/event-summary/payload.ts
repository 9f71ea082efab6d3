import type { StoredFinding } from '../../core/index.ts';
import { count, list, map, object, oneOf, optional, type Shape, text, time } from '../shape.ts';
import { findingShape } from '../shapes/finding.ts';

/** A finding of run time, once however often it was seen. It tells nothing of what an alert quotes. */
export interface SeenOften {
  /** Without its subject: that is the subject of the record. */
  readonly finding: StoredFinding;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** Payload of an `event-summary` record. Times are ISO 8601. */
export interface EventSummary {
  /** Whether it was watched while it happened, or replayed from a recording. */
  readonly by: 'watch' | 'replay';
  readonly first: string;
  readonly last: string;
  readonly events: number;
  /** Every alert, also those whose finding had no room. */
  readonly alertsInAll: number;
  /** The most severe first. */
  readonly findings: readonly SeenOften[];
  /** Rules that were on, and how many of these could not speak of such events. Absent where it was not noted. */
  readonly rules?: { readonly on: number; readonly silent: number };
  /** Events that the sensor lost, of whatever container. */
  readonly lost: number;
  readonly lostByKind: Readonly<Record<string, number>>;
  /** Why something may be missing beside events that were lost; one clause each. */
  readonly limits: readonly string[];
  readonly containers: readonly string[];
}

const same = {
  first: time,
  last: time,
  events: count,
  alertsInAll: count,
  lost: count,
  lostByKind: map(count),
  containers: list(text),
};

export const eventSummaryShape: Shape<EventSummary> = object<EventSummary>({
  ...same,
  by: oneOf('watch', 'replay'),
  findings: list(object<SeenOften>({ finding: findingShape, count, first: time, last: time })),
  rules: optional(object<NonNullable<EventSummary['rules']>>({ on: count, silent: count })),
  limits: list(text),
});

/** Before findings were kept: alerts one by one, without what they were about. */
export interface EventSummary1 extends Omit<EventSummary, 'by' | 'findings' | 'rules' | 'limits'> {
  readonly alerts: readonly { readonly rule: string; readonly priority: string; readonly time: string }[];
}

export const eventSummary1Shape: Shape<EventSummary1> = object<EventSummary1>({
  ...same,
  alerts: list(object<EventSummary1['alerts'][number]>({ rule: text, priority: text, time })),
});
