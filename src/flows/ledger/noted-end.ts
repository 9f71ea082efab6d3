import { isDigest, SeaworthyError } from '../../core/index.ts';
import {
  canonicalJson,
  type DsseEnvelope,
  envelopeJson,
  parseEnvelope,
  parseJson,
} from '../../foundations/formats/index.ts';
import type { Checkpoint, LedgerProblem } from '../../foundations/ledger/index.ts';
import { isSignedBy, type PublicKey, type SigningKey, signEnvelope } from '../../phases/2-ship/index.ts';

/** Payload type of a signed end in its DSSE envelope. */
const payloadType = 'application/vnd.seaworthy.ledger-checkpoint+json';
const longestLine = 64 * 1024;

/** An end of a ledger as it was noted. */
export interface NotedEnd extends Checkpoint {
  /** When it was signed, says whoever signed it (ISO 8601). */
  readonly time?: string;
  /** What was signed, with its signatures; nobody has checked them yet. */
  readonly envelope?: DsseEnvelope;
  /** File and line, for messages. */
  readonly where?: string;
}

/** An end with its time, signed: one line of JSON, a DSSE envelope. */
export async function signedEnd(end: Checkpoint, time: string, signer: SigningKey): Promise<string> {
  const { ledger, sequence, digest } = end;
  const payload = Buffer.from(canonicalJson({ ledger, sequence, digest, time }));
  return JSON.stringify(envelopeJson(await signEnvelope(payloadType, payload, signer)));
}

/**
 * The ends in a text, one a line: plain or signed, as `ledger checkpoint` prints them. Throws `E_FORMAT` with the line, also when there is none: a file
 * that says nothing must not pass as a check.
 */
export function parseEnds(text: string, file: string): readonly NotedEnd[] {
  const found = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const where = `${file}:${index + 1}`;
    try {
      return [parseEnd(line, where)];
    } catch (cause) {
      throw noEnd(where, cause);
    }
  });
  if (found.length === 0) throw noEnd(file);
  return found;
}

function parseEnd(line: string, where: string): NotedEnd {
  const json = parseJson(Buffer.from(line), where, { maxBytes: longestLine, maxDepth: 8 });
  if (!Object.hasOwn(Object(json), 'payload')) return { ...checkpointIn(json), where };
  const envelope = parseEnvelope(json, where);
  if (envelope.payloadType !== payloadType) throw new Error(`signed is ${envelope.payloadType.slice(0, 100)}`);
  const payload = parseJson(envelope.payload, where, { maxBytes: longestLine, maxDepth: 8 });
  const { time } = Object(payload) as { time?: unknown };
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) throw new Error('it has no time');
  return { ...checkpointIn(payload), time: new Date(time).toISOString(), envelope, where };
}

function checkpointIn(json: unknown): Checkpoint {
  const { ledger, sequence, digest } = Object(json) as Partial<Record<keyof Checkpoint, unknown>>;
  if (typeof ledger === 'string' && typeof sequence === 'number' && typeof digest === 'string')
    if (Number.isSafeInteger(sequence) && sequence >= 0 && isDigest(digest)) return { ledger, sequence, digest };
  throw new Error('name of a ledger, number and digest of a record are expected');
}

function noEnd(where: string, cause?: unknown): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'this is no end of a ledger', {
    where,
    ...(cause instanceof Error ? { why: cause.message, cause } : {}),
    next: 'A checkpoint is the line that `seaworthy ledger checkpoint` prints.',
  });
}

/** What is wrong with ends of which the key should have signed at least one, and no other key any. */
export function signatureProblems(ends: readonly NotedEnd[], key: PublicKey): readonly LedgerProblem[] {
  const kind = 'checkpoint-signature';
  const signed = ends.filter(({ envelope }) => envelope !== undefined);
  if (signed.length === 0) return [{ kind, message: 'no end is signed by this key' }];
  return signed.flatMap(({ envelope, sequence, where = 'an end' }) =>
    envelope === undefined || isSignedBy(envelope, key)
      ? []
      : [{ kind, sequence, message: `not signed by this key, or altered: ${where}` }],
  );
}
