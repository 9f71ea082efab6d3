import { createHash } from 'node:crypto';
import { SeaworthyError, whyOf } from '../../core/index.ts';
import { canonicalJson } from '../formats/index.ts';
import { checkChain } from './chain.ts';
import { sha256 } from './header.ts';
import type { RecordQuery } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { problemList, type VerifyResult } from './problem.ts';
import { type PrunePayload, prunedSummary, pruneKind, readPrunePayload } from './prune-policy.ts';
import { type Checkpoint, type FullRecord, headerFormat } from './record.ts';

/*
 * An export is lines of canonical JSON:
 *   {"format":"seaworthy-ledger/1","ledger":"…","query":{…}}
 *   {"digest":"sha256:…", …the members of the header…, "payload":…}       one per record, oldest first
 *   {"digest":"sha256:…","end":{"ledger":…,"sequence":…,"digest":…},"records":3}
 * The last line holds the digest of all lines before it, each with its line feed. Anybody can check it with SHA-256 and RFC 8785 alone: the payload
 * against `payloadDigest`, the record without `payload` and `digest` against `digest`, `previous` against the record before.
 */

const format = 'seaworthy-ledger/1';

/** The lines of an export. `records` are what the query asks for, oldest first. */
export function* writeLines(end: Checkpoint, query: RecordQuery, records: Iterable<FullRecord>): Generator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = canonicalJson(value);
    hash.update(`${text}\n`);
    return text;
  };
  yield line({ format, ledger: end.ledger, query });
  let count = 0;
  for (const record of records) {
    count++;
    yield line(record);
  }
  yield canonicalJson({ end, records: count, digest: `sha256:${hash.digest('hex')}` });
}

/** A line of an export. */
export type LedgerLine =
  | { readonly kind: 'first'; readonly ledger: string; readonly isWhole: boolean }
  | { readonly kind: 'record'; readonly record: FullRecord }
  | { readonly kind: 'last'; readonly end: Checkpoint; readonly records: number; readonly digest: string };

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** Reads one line. Throws `E_LIMIT` when it is too long, `E_FORMAT` when it is none of ours. */
export function readLine(text: string, number: number): LedgerLine {
  if (text.length > ledgerLimits.payloadBytes + 1024 * 1024) {
    throw new SeaworthyError('E_LIMIT', `line ${number} of the export is too long`);
  }
  const value = membersOf(parse(text, number));
  if (value.format === format && typeof value.ledger === 'string') {
    return { kind: 'first', ledger: value.ledger, isWhole: Object.keys(membersOf(value.query)).length === 0 };
  }
  if (isCheckpoint(value.end) && typeof value.records === 'number' && typeof value.digest === 'string') {
    return { kind: 'last', end: value.end, records: value.records, digest: value.digest };
  }
  if (isRecord(value)) return { kind: 'record', record: value };
  throw noLine(number, 'it is neither a record nor the beginning or end of an export');
}

function parse(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw noLine(number, whyOf(error));
  }
}

const noLine = (number: number, why: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', `line ${number} is not of an export of a ledger`, { why });

function isCheckpoint(value: unknown): value is Checkpoint {
  const { ledger, sequence, digest } = membersOf(value);
  return typeof ledger === 'string' && Number.isSafeInteger(sequence) && typeof digest === 'string';
}

/** Members of a record's line by its format: those of the header, digest, payload. Another one would not be covered by the digest. */
const recordMembers: ReadonlyMap<unknown, number> = new Map([
  [1, 14],
  [headerFormat, 15],
]);

const isText = (value: unknown): boolean => typeof value === 'string';

function isRecord(value: Members): value is Members & FullRecord {
  const { format: version, sequence, shape, payloadBytes, names, data, producer, origin } = value;
  const { subject, kind, time, payloadDigest, previous, digest } = value;
  const { name, version: producerVersion } = membersOf(producer);
  return (
    isText(origin) === (version === headerFormat) &&
    [sequence, shape, payloadBytes].every(Number.isSafeInteger) &&
    [subject, kind, time, payloadDigest, previous, digest, name, producerVersion].every(isText) &&
    Array.isArray(names) &&
    names.every(isText) &&
    Array.isArray(data) &&
    data.every((one) => isText(membersOf(one).id) && isText(membersOf(one).date)) &&
    Object.hasOwn(value, 'payload') &&
    Object.keys(value).length === recordMembers.get(version)
  );
}

/** What is known of an export after its last line. */
export interface CheckedLines extends VerifyResult {
  /** All records of the ledger, not a choice. */
  readonly isWhole: boolean;
}

export interface LineOptions {
  /** Ends of the ledger that were noted elsewhere; compared when the export is whole. */
  readonly checkpoints?: readonly Checkpoint[];
  readonly onRecord?: (record: FullRecord) => void;
}

/**
 * Checks an export line by line without the ledger it came from: each record and payload against its digest, the number of records, the digest over all
 * lines; for a whole export also the chain and what was pruned. Throws what `readLine` throws.
 */
export async function verifyLines(
  lines: AsyncIterable<string> | Iterable<string>,
  options: LineOptions = {},
): Promise<CheckedLines> {
  const problems = problemList(ledgerLimits.problems);
  const hash = createHash('sha256');
  let number = 0;
  let ledger: string | undefined;
  let isWhole = false;
  let last: Extract<LedgerLine, { kind: 'last' }> | undefined;
  let chain = checkChain('', problems);
  let pruned: PrunePayload | string | undefined;
  let prunedAt = '';
  for await (const text of lines) {
    number++;
    if (text === '') continue;
    const line = readLine(text, number);
    if (last !== undefined) throw noLine(number, 'it comes after the end');
    if ((line.kind === 'first') !== (ledger === undefined)) throw noLine(number, 'an export has one beginning');
    if (line.kind === 'last') {
      last = line;
      continue;
    }
    hash.update(`${text}\n`);
    if (line.kind === 'first') {
      ({ ledger, isWhole } = line);
      chain = checkChain(ledger, problems, options.checkpoints);
      continue;
    }
    const { payload, ...record } = line.record;
    chain.next(record);
    const canonical = canonicalJson(payload);
    if (sha256(canonical) !== record.payloadDigest || Buffer.byteLength(canonical) !== record.payloadBytes) {
      problems.add('altered', 'the payload is not what its digest says', record.sequence);
    }
    if (record.kind === pruneKind) [pruned, prunedAt] = [readPrunePayload(payload), record.time];
    options.onRecord?.(line.record);
  }
  if (last === undefined) problems.add('missing', 'the export ends before its last line');
  else {
    if (last.records !== chain.checked)
      problems.add('missing', `${last.records} records were exported, ${chain.checked} are there`);
    if (last.digest !== `sha256:${hash.digest('hex')}`)
      problems.add('altered', 'the lines are not those that were written');
    if (isWhole) chain.finish(last.end, pruned);
  }
  return {
    ok: problems.list.length === 0,
    checked: chain.checked,
    problems: problems.list,
    more: problems.more,
    isWhole,
    ...(last === undefined ? {} : { end: last.end }),
    ...(typeof pruned === 'object' && isWhole ? { pruned: prunedSummary(pruned, prunedAt) } : {}),
  };
}
