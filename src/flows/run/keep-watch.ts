import { hostname } from 'node:os';
import { hostSubject, subjectKey } from '../../core/index.ts';
import type { NewRecord } from '../../foundations/ledger/index.ts';
import { isoTime, lostInAll, type SensorCounters, type TouchedContainer } from '../../phases/4-run/index.ts';
import { asRecord, type EventSummary, eventSummaryKind } from '../../records/index.ts';
import { producerOf } from '../ledger/record-scan.ts';
import { withLedger } from '../ledger/with-ledger.ts';
import type { Settings } from '../settings.ts';
import { keepInUse, type UseOfImages } from './keep-in-use.ts';
import { lostByKind } from './sensor-observer.ts';
import type { ContainerTally, KeptAlert, WatchPortion } from './watch-portion.ts';

/** What was lost in a portion: the counters at its end, less those at its beginning. */
export function countersBetween(before: SensorCounters, after: SensorCounters): SensorCounters {
  const { lost } = after;
  return {
    told: after.told - before.told,
    lostRecords: after.lostRecords - before.lostRecords,
    unread: after.unread - before.unread,
    lost: {
      exec: lost.exec - before.lost.exec,
      open: lost.open - before.lost.open,
      connect: lost.connect - before.lost.connect,
      exit: lost.exit - before.lost.exit,
      map: lost.map - before.lost.map,
    },
  };
}

/**
 * Keeps a portion of a watch: `in-use` evidence of each image, and what was seen, as `event-summary` of each image and of this machine (`host:NAME`). Keeps
 * nothing when the settings say so, or nothing happened. Throws what a ledger throws.
 */
export async function keepWatch(
  portion: WatchPortion,
  counters: SensorCounters,
  containers: readonly TouchedContainer[],
  settings: Settings,
): Promise<UseOfImages> {
  const { first, last, events, touches } = portion;
  const lost = lostInAll(counters);
  if (first === undefined || last === undefined) return { images: [], notes: [] };
  const seen = { first, last, events, unknownEvents: 0, dropped: 0, forgotten: 0 };
  const use = await keepInUse(
    containers,
    { ...seen, lost, unread: counters.unread, untold: touches.forgotten },
    undefined,
    settings,
  );
  if (settings.record === false || settings.ledgerDirectory === undefined) return use;
  const summarise = (ids: readonly string[], events: number, alertsInAll: number): EventSummary => ({
    first: time(first),
    last: time(last),
    events,
    alertsInAll,
    alerts: ids
      .flatMap((id) => portion.tallies.get(id)?.kept ?? [])
      .sort(byTime)
      .slice(0, maxAlerts)
      .map((one) => ({ ...one, time: time(one.time) })),
    lost,
    lostByKind: Object.fromEntries(lostByKind(counters)),
    containers: ids.filter((id) => id !== '').slice(0, maxContainers),
  });
  const common = { producer: producerOf(settings), time: settings.clock.now().toISOString() };
  const record = (subject: string, payload: EventSummary): NewRecord => ({
    ...common,
    subject,
    ...asRecord(eventSummaryKind, payload),
  });
  const machine = summarise([...portion.tallies.keys()], events, portion.alerts);
  const records = use.images.map(({ subject, evidence }) => {
    const ids = evidence.observation.containers;
    const tallies = ids.flatMap((id) => portion.tallies.get(id) ?? []);
    return record(subject, summarise(ids, sum(tallies, 'events'), sum(tallies, 'alerts')));
  });
  await withLedger(settings, (ledger) =>
    ledger.appendAll([...records, record(subjectKey(hostSubject(hostname())), machine)]),
  );
  return use;
}

const maxAlerts = 1_000;
const maxContainers = 1_000;
const time = (nanoseconds: bigint): string => `${isoTime(nanoseconds)}Z`;
const byTime = (a: KeptAlert, b: KeptAlert): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0);
const sum = (tallies: readonly ContainerTally[], name: 'events' | 'alerts'): number =>
  tallies.reduce((all, tally) => all + tally[name], 0);
