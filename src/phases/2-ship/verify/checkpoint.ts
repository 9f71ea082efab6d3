import { decodeBase64 } from '../../../foundations/formats/index.ts';

/** The state of a log, signed (C2SP "tlog-checkpoint", in a "signed-note"). */
export interface LogCheckpoint {
  /** The log, and with some logs its tree. */
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
  /** The bytes that the signatures are over. */
  readonly signed: Uint8Array;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of what the key is known by. */
  readonly keyHint: Uint8Array;
  readonly signature: Uint8Array;
}

const mostSignatures = 100;

/** Reads a checkpoint; undefined when it is none. */
export function parseCheckpoint(text: string): LogCheckpoint | undefined {
  const split = text.indexOf('\n\n');
  if (split === -1 || !text.endsWith('\n')) return undefined;
  const [origin = '', size = '', root = ''] = text.slice(0, split).split('\n');
  const lines = text.slice(split + 2, -1).split('\n');
  if (origin === '' || !/^(?:0|[1-9]\d{0,15})$/.test(size) || lines.length > mostSignatures) return undefined;
  const signatures = lines.map(parseSignature);
  const rootHash = decoded(root);
  if (rootHash?.length !== 32 || !signatures.every((signature) => signature !== undefined)) return undefined;
  return { origin, size: Number(size), rootHash, signatures, signed: Buffer.from(text.slice(0, split + 1)) };
}

/** `— NAME BASE64`, with an em dash. */
function parseSignature(line: string): NoteSignature | undefined {
  const [dash, name, text, ...more] = line.split(' ');
  const bytes = text === undefined ? undefined : decoded(text);
  if (dash !== '\u2014' || !name || more.length > 0 || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyHint: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return decodeBase64(text, '');
  } catch {
    return undefined;
  }
}
