import { SeaworthyError, type VoyageEvent } from '../../core/index.ts';
import type { FullRecord, LedgerRecord } from '../../foundations/ledger/index.ts';
import { members } from './payload.ts';
import type { Telling, Told } from './teller.ts';
import { tellers } from './tellers/index.ts';
import { first } from './words.ts';

/** What a record tells, and whether this version understood it. */
export interface ToldRecord {
  readonly events: readonly VoyageEvent[];
  readonly understood: boolean;
}

/** What a record tells. One that nobody understands is told as such: nothing in the ledger is passed over. */
export function tell(record: FullRecord, telling: Telling): ToldRecord {
  const known = tellers.get(record.kind);
  const one = (told: Told): VoyageEvent => event(record, telling.subject, told);
  if (known === undefined) return { events: [one(unknown(record))], understood: false };
  try {
    return { events: known.tell(record, telling).map(one), understood: true };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER') throw error;
    return { events: [one({ ...unknown(record), phase: known.phase, outcome: 'unknown' })], understood: false };
  }
}

/** A record that is not what was written, or cannot be read: nothing it says is believed. */
export function tellAltered(record: LedgerRecord, subject: string, why: string): VoyageEvent {
  const phase = tellers.get(record.kind)?.phase;
  return event(record, subject, {
    ...(phase === undefined ? {} : { phase }),
    title: `A record of kind ${record.kind} that is not as it was written`,
    outcome: 'bad',
    details: [why, 'Nothing that it says is believed.'],
  });
}

function unknown(record: FullRecord): Told {
  const { kind, shape, producer, payload } = record;
  const facts = Object.entries(members(payload)).flatMap(([name, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [`${name}: ${String(value).slice(0, 300)}`] : [],
  );
  return {
    title: `A record of kind ${kind}, shape ${shape}, from ${producer.name} ${producer.version}`,
    outcome: 'info',
    details: ['this version does not understand it', ...first(facts)],
  };
}

function event(record: LedgerRecord, subject: string, told: Told): VoyageEvent {
  const { time, kind, sequence, digest, producer } = record;
  return {
    time,
    kind,
    ...told,
    ...(record.subject === subject ? {} : { about: record.subject }),
    record: { sequence, digest, producer: `${producer.name} ${producer.version}` },
  };
}
