import { defined, SeaworthyError, type VoyageEvent } from '../../core/index.ts';
import type { FullRecord, LedgerRecord } from '../../foundations/ledger/index.ts';
import { first, readRecord, recordKind, type Told } from '../../records/index.ts';

/** What a record tells, and whether this version understood it. */
export interface ToldRecord {
  readonly events: readonly VoyageEvent[];
  readonly understood: boolean;
  /** It tells what the record of its kind and subject before it told. */
  readonly repeats?: boolean;
  /** For what it vouches. */
  readonly vouches?: string;
}

/** What is known from records before the one that is told. */
export interface ToldBefore {
  /** The record of the same kind and subject before it. */
  readonly before?: FullRecord;
  readonly vouched?: ReadonlySet<string>;
}

/** What a record tells. One that nobody understands is told as such: nothing in the ledger is passed over. */
export function tell(record: FullRecord, subject: string, { before, vouched }: ToldBefore = {}): ToldRecord {
  const kind = recordKind(record.kind);
  if (kind === undefined) return { events: [event(record, subject, unknown(record))], understood: false };
  try {
    const payload = readRecord(kind, record);
    const earlier = before && { before: { sequence: before.sequence, payload: readRecord(kind, before) } };
    const told = kind.tell(payload, { record, subject, ...defined({ vouched }), ...earlier });
    return {
      events: told.map((one) => event(record, subject, one)),
      understood: true,
      repeats: told.length > 0 && told.every(({ repeats }) => repeats === true),
      ...defined({ vouches: kind.vouches?.(payload) }),
    };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== 'E_LEDGER') throw error;
    const why = error.why === undefined ? [] : [error.why];
    return { events: [event(record, subject, { ...unknown(record, why), outcome: 'unknown' })], understood: false };
  }
}

/** A record that is not what was written, or cannot be read: nothing it says is believed. */
export function tellAltered(record: LedgerRecord, subject: string, why: string): VoyageEvent {
  return event(record, subject, {
    title: `A record of kind ${record.kind} that is not as it was written`,
    outcome: 'bad',
    details: [why, 'Nothing that it says is believed.'],
  });
}

function unknown({ kind, shape, producer, payload }: FullRecord, why: readonly string[] = []): Told {
  const members = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : {};
  const facts = Object.entries(members).flatMap(([name, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [`${name}: ${String(value).slice(0, 300)}`] : [],
  );
  return {
    title: `A record of kind ${kind}, shape ${shape}, from ${producer.name} ${producer.version}`,
    outcome: 'info',
    details: ['this version does not understand it', ...why, ...first(facts)],
  };
}

function event(record: LedgerRecord, subject: string, { repeats: _, ...told }: Told): VoyageEvent {
  const { time, kind, sequence, digest, producer } = record;
  const phase = recordKind(kind)?.phase;
  return {
    time,
    ...defined({ phase }),
    kind,
    ...told,
    ...(record.subject === subject ? {} : { about: record.subject }),
    record: { sequence, digest, producer: `${producer.name} ${producer.version}` },
  };
}
