import { SeaworthyError } from '../core/index.ts';
import type { FullRecord, NewRecord } from '../foundations/ledger/index.ts';
import type { RecordKind } from './record-kind.ts';

/** A record of this kind, but for whom it is about, when, and who says so. */
export function asRecord<Payload>(
  { name, shape }: RecordKind<Payload>,
  payload: Payload,
): Pick<NewRecord, 'kind' | 'shape' | 'payload'> {
  return { kind: name, shape, payload };
}

/** What a record of this kind says, in the shape of today. Throws `E_LEDGER` for another kind, a newer shape, or a payload that is not whole. */
export function readRecord<Payload>(kind: RecordKind<Payload>, record: FullRecord): Payload {
  const { sequence, shape } = record;
  if (record.kind !== kind.name) throw notUnderstood(sequence, `it is no ${kind.name}, but of kind ${record.kind}`);
  if (shape < 1 || shape > kind.shape)
    throw notUnderstood(sequence, `it is no ${kind.name} of shape ${kind.shape}, but of shape ${shape}`);
  const older = shape < kind.shape ? kind.older?.[shape - 1] : undefined;
  const payload = kind.fill === undefined ? record.payload : kind.fill(record.payload);
  const fault = (older?.payload ?? kind.payload).fault(payload);
  if (fault === undefined) return older === undefined ? (payload as Payload) : older.today(payload);
  const place = fault.at === '' ? 'the payload' : fault.at;
  throw notUnderstood(sequence, `it is no ${kind.name} of shape ${shape}: ${place} is not ${fault.wants}`);
}

const notUnderstood = (sequence: number, why: string): SeaworthyError =>
  new SeaworthyError('E_LEDGER', `record ${sequence} cannot be understood`, {
    why,
    next: 'Another version of Seaworthy may have written it: scan the image again.',
  });
