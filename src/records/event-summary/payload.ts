import { count, list, map, object, type Shape, text, time } from '../shape.ts';

/** Payload of an `event-summary` record. Times are ISO 8601. */
export interface EventSummary {
  readonly first: string;
  readonly last: string;
  readonly events: number;
  readonly alertsInAll: number;
  /** The first of them, one by one: without their text, which may quote what should not be kept. */
  readonly alerts: readonly { readonly rule: string; readonly priority: string; readonly time: string }[];
  /** Events that the sensor lost, of whatever container. */
  readonly lost: number;
  readonly lostByKind: Readonly<Record<string, number>>;
  readonly containers: readonly string[];
}

export const eventSummaryShape: Shape<EventSummary> = object<EventSummary>({
  first: time,
  last: time,
  events: count,
  alertsInAll: count,
  alerts: list(object<EventSummary['alerts'][number]>({ rule: text, priority: text, time })),
  lost: count,
  lostByKind: map(count),
  containers: list(text),
});
