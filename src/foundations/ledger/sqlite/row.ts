import type { Digest } from '../../../core/index.ts';
import { canonicalJson } from '../../formats/index.ts';
import { type DataDate, headerFormat, type LedgerRecord } from '../record.ts';

/** A row of `records`. */
export interface RecordRow {
  readonly sequence: number;
  readonly digest: string;
  readonly previous: string;
  readonly format: number;
  readonly kind: string;
  readonly shape: number;
  readonly subject: string;
  readonly names: string;
  readonly producer: string;
  readonly producer_version: string;
  readonly data: string;
  readonly time: string;
  readonly payload_digest: string;
  readonly payload_bytes: number;
  readonly origin: string | null;
}

export const recordColumns = [
  'sequence',
  'digest',
  'previous',
  'format',
  'kind',
  'shape',
  'subject',
  'names',
  'producer',
  'producer_version',
  'data',
  'time',
  'payload_digest',
  'payload_bytes',
  'origin',
] as const satisfies readonly (keyof RecordRow)[];

export function rowOf(record: LedgerRecord): RecordRow {
  return {
    sequence: record.sequence,
    digest: record.digest,
    previous: record.previous,
    format: record.format,
    kind: record.kind,
    shape: record.shape,
    subject: record.subject,
    names: canonicalJson(record.names),
    producer: record.producer.name,
    producer_version: record.producer.version,
    data: canonicalJson(record.data),
    time: record.time,
    payload_digest: record.payloadDigest,
    payload_bytes: record.payloadBytes,
    origin: record.origin ?? null,
  };
}

/** The record in a row. Throws an `Error` where the row cannot be one of ours: the digest alone would not show that, say, white space was put in. */
export function recordOf(row: RecordRow): LedgerRecord {
  const { format, origin } = row;
  if (format !== 1 && format !== headerFormat)
    throw new Error(`the record is in a format that is not known: ${format}`);
  if ((origin === null) !== (format === 1)) throw new Error('the record does not have the members of its format');
  const names = JSON.parse(row.names) as string[];
  const data = JSON.parse(row.data) as DataDate[];
  if (canonicalJson(names) !== row.names || canonicalJson(data) !== row.data) {
    throw new Error('the record is not in canonical form');
  }
  return {
    format,
    sequence: row.sequence,
    digest: row.digest as Digest,
    previous: row.previous as Digest,
    kind: row.kind,
    shape: row.shape,
    subject: row.subject,
    names,
    producer: { name: row.producer, version: row.producer_version },
    ...(origin === null ? {} : { origin }),
    data,
    time: row.time,
    payloadDigest: row.payload_digest as Digest,
    payloadBytes: row.payload_bytes,
  };
}
