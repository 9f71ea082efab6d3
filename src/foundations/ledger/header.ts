import { hash } from 'node:crypto';
import { type Digest, defined, SeaworthyError } from '../../core/index.ts';
import { canonicalJson } from '../formats/index.ts';
import { type LedgerLimits, ledgerLimits } from './limits.ts';
import { type DataDate, headerFormat, type NewRecord, type RecordHeader } from './record.ts';

export function sha256(text: string | Uint8Array): Digest {
  return `sha256:${hash('sha256', text)}`;
}

/** Digest of a record: over every member of the header, in canonical JSON. */
export function headerDigest(header: RecordHeader): Digest {
  const { format, sequence, subject, names, kind, shape, producer, data, time } = header;
  const { origin, payloadDigest, payloadBytes, previous } = header;
  return sha256(
    canonicalJson({
      format,
      sequence,
      subject,
      names,
      kind,
      shape,
      producer,
      // Absent in format 1: what is undefined is no part of canonical JSON.
      origin,
      data,
      time,
      payloadDigest,
      payloadBytes,
      previous,
    }),
  );
}

/** What the first record of a ledger is chained to, so that records of two ledgers cannot be mixed. */
export function genesisDigest(ledger: string): Digest {
  return sha256(`seaworthy ledger ${ledger}`);
}

/** A record ready to be chained: everything but its place and origin, and its payload as text. Only `prepareRecord` makes it, which checks it. */
export class PreparedRecord {
  readonly header: Omit<RecordHeader, 'sequence' | 'previous' | 'origin'>;
  readonly payload: string;

  constructor(header: PreparedRecord['header'], payload: string) {
    this.header = header;
    this.payload = payload;
  }
}

/** Checks a record against the bounds and writes it as text: what waits to be appended need not be held as objects. Throws `E_FORMAT` and `E_LIMIT`. */
export function prepareRecord(record: NewRecord, limits: LedgerLimits = ledgerLimits): PreparedRecord {
  if (!kindForm.test(record.kind)) throw refuse(`no name of a kind of record: ${JSON.stringify(record.kind)}`);
  if (!Number.isSafeInteger(record.shape) || record.shape < 1) throw refuse('a shape is a whole number from 1');
  const payload = canonicalJson(record.payload, { maxCharacters: limits.payloadBytes, what: 'a record' });
  const payloadBytes = Buffer.byteLength(payload);
  if (payloadBytes > limits.payloadBytes) throw tooMuch(`a payload of ${payloadBytes} bytes`, limits.payloadBytes);
  const names = [...new Set(record.names ?? [])].sort();
  if (names.length > limits.names) throw tooMuch(`${names.length} names of one subject`, limits.names);
  const { subject, kind, shape, producer, time } = record;
  for (const text of [subject, producer.name, producer.version, ...names]) checkText(text, limits);
  const header = {
    format: headerFormat,
    subject,
    names,
    kind,
    shape,
    producer: { name: producer.name, version: producer.version },
    data: dataDates(record.data ?? [], limits),
    time: checkTime(time),
    payloadDigest: sha256(payload),
    payloadBytes,
  } as const;
  return new PreparedRecord(header, payload);
}

function dataDates(data: readonly DataDate[], limits: LedgerLimits): DataDate[] {
  if (data.length > limits.dataDates) throw tooMuch(`${data.length} sources of data`, limits.dataDates);
  return data.map(({ id, date, fetched, digest }) => {
    for (const text of [id, date, fetched, digest]) if (text !== undefined) checkText(text, limits);
    return { id, date, ...defined({ fetched, digest }) };
  });
}

function checkText(text: string, limits: LedgerLimits): void {
  if (typeof text !== 'string' || text === '' || !text.isWellFormed()) throw refuse('a name is empty or no text');
  if (text.length > limits.nameLength) throw tooMuch(`a name of ${text.length} characters`, limits.nameLength);
}

const kindForm = /^[a-z][a-z0-9-]{0,63}$/;

const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** One form only, so that times can be compared as text. */
export function checkTime(time: string): string {
  if (timeForm.test(time) && !Number.isNaN(Date.parse(time))) return time;
  throw refuse(`not a time in UTC with milliseconds: ${JSON.stringify(String(time).slice(0, 40))}`);
}

const refuse = (why: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', 'this cannot be kept in the ledger', { why });

const tooMuch = (what: string, limit: number): SeaworthyError =>
  new SeaworthyError('E_LIMIT', 'this is too much for one record of the ledger', { why: `${what}, allowed ${limit}` });

/** The digest under which a payload is kept: equal payloads are kept once. Throws what `canonicalJson` throws. */
export function payloadDigest(payload: unknown): Digest {
  return sha256(canonicalJson(payload, { what: 'a record' }));
}
