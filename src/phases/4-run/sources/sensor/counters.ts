import { eventTypes } from '../scap/index.ts';

/** What was told and what was not, since the start. */
export interface SensorCounters {
  /** Events told. */
  readonly told: number;
  /** Names in events that could not be read. */
  readonly unread: number;
  /** Records of mapped code that the kernel dropped. */
  readonly lostRecords: number;
  /** Events that found no room, by the ring that was full. */
  readonly rings: { readonly processes: number; readonly calls: number; readonly files: number };
  /** The same events by the name of the call. */
  readonly lost: ReadonlyMap<string, number>;
}

export const noCounters: SensorCounters = {
  told: 0,
  unread: 0,
  lostRecords: 0,
  rings: { processes: 0, calls: 0, files: 0 },
  lost: new Map(),
};

/** Everything that was lost, in one number. */
export function lostInAll({ lostRecords, rings }: SensorCounters): number {
  return lostRecords + rings.processes + rings.calls + rings.files;
}

const some = (counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...counts].filter(([, count]) => count > 0));

/**
 * What was lost, by the name of the call, with `records` for mapped code; what no name was told of stands under its ring. Names that lost none are left out.
 */
export function lostByName({ lost, lostRecords, rings }: SensorCounters): ReadonlyMap<string, number> {
  const named = [...lost.values()].reduce((sum, count) => sum + count, 0);
  const inRings = rings.processes + rings.calls + rings.files;
  const others: readonly (readonly [string, number])[] =
    named === 0 ? Object.entries(rings) : [['other events', inRings - named]];
  return some(new Map([...lost, ...others, ['records', lostRecords]]));
}

/** What was lost in a stretch: the counters at its end, less those at its beginning. */
export function countersBetween(before: SensorCounters, after: SensorCounters): SensorCounters {
  return {
    told: after.told - before.told,
    unread: after.unread - before.unread,
    lostRecords: after.lostRecords - before.lostRecords,
    rings: {
      processes: after.rings.processes - before.rings.processes,
      calls: after.rings.calls - before.rings.calls,
      files: after.rings.files - before.rings.files,
    },
    lost: new Map([...after.lost].map(([name, count]) => [name, count - (before.lost.get(name) ?? 0)])),
  };
}

/** The name of an event by its code, as rules call it. */
export const eventNameOf = (code: number): string => eventTypes[code]?.name ?? `event ${code}`;
