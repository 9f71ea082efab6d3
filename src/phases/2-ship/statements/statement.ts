import { type Digest, defined, digestParts, SeaworthyError } from '../../../core/index.ts';
import {
  asArray,
  asObject,
  asString,
  type DsseEnvelope,
  field,
  isObject,
  type JsonObject,
  optionalString,
  parseJson,
} from '../../../foundations/formats/index.ts';

/** What is said of something by its digest (in-toto/attestation, spec/v1/statement.md). */
export interface Statement {
  readonly subjects: readonly StatementSubject[];
  /** What kind of thing is said: an address that names the format of `predicate`. */
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

export interface StatementSubject {
  /** For people; never compared. */
  readonly name?: string;
  /** By algorithm, in lower-case hexadecimal. */
  readonly digest: ReadonlyMap<string, string>;
}

export const statementPayloadType = 'application/vnd.in-toto+json';

const written = 'https://in-toto.io/Statement/v1';
/** Cosign attests with the older one to this day. */
const read = [written, 'https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1.0'];
const maxSubjects = 10_000;
const maxBytes = 32 * 1024 * 1024;

/** What is to be said. */
export interface StatementParts {
  readonly digest: Digest;
  /** Name of the subject: the repository, so that policies can ask for it. */
  readonly name?: string;
  readonly predicateType: string;
  readonly predicate: unknown;
}

/** The bytes of a statement about one digest. Throws `E_USAGE` for a predicate that is no JSON object. */
export function formatStatement(parts: StatementParts): Uint8Array {
  if (!isObject(parts.predicate)) throw new SeaworthyError('E_USAGE', 'a predicate must be a JSON object');
  const { algorithm, hex } = digestParts(parts.digest);
  return Buffer.from(
    JSON.stringify({
      _type: written,
      subject: [{ ...defined({ name: parts.name }), digest: { [algorithm]: hex } }],
      predicateType: parts.predicateType,
      predicate: parts.predicate,
    }),
  );
}

/** Reads the statement in an envelope. Call it with verified bytes only. Throws `E_FORMAT`, `E_LIMIT`. */
export function parseStatement(envelope: DsseEnvelope, where: string): Statement {
  if (envelope.payloadType !== statementPayloadType) {
    throw new SeaworthyError('E_FORMAT', 'not an in-toto statement', {
      where,
      why: `payload type ${JSON.stringify(envelope.payloadType.slice(0, 100))}`,
    });
  }
  return readStatement(parseJson(envelope.payload, where, { maxBytes, maxDepth: 200 }), where);
}

/** Reads a statement that is a JSON value: anybody can have written it. Throws `E_FORMAT`, `E_LIMIT`. */
export function readStatement(value: unknown, where: string): Statement {
  const object = asObject(value, where);
  const type = asString(field(object, '_type'), `${where}, _type`);
  if (!read.includes(type))
    throw new SeaworthyError('E_FORMAT', 'not an in-toto statement', {
      where,
      why: JSON.stringify(type.slice(0, 100)),
    });
  const subjects = asArray(field(object, 'subject'), `${where}, subject`);
  if (subjects.length > maxSubjects)
    throw new SeaworthyError('E_LIMIT', `${subjects.length} subjects; at most ${maxSubjects} are read`, { where });
  return {
    subjects: subjects.map((subject, index) => parseSubject(subject, `${where}, subject[${index}]`)),
    predicateType: asString(field(object, 'predicateType'), `${where}, predicateType`),
    predicate: asObject(field(object, 'predicate') ?? {}, `${where}, predicate`),
  };
}

function parseSubject(value: unknown, where: string): StatementSubject {
  const name = optionalString(value, 'name', where);
  const digests = Object.entries(asObject(field(value, 'digest'), `${where}, digest`));
  return {
    digest: new Map(digests.map(([algorithm, hex]) => [algorithm, asString(hex, `${where}, digest`)])),
    ...defined({ name }),
  };
}

/** Every digest that the statement is about, as `algorithm:hex`. */
export function subjectDigests(statement: Statement): readonly string[] {
  return statement.subjects.flatMap(({ digest }) => [...digest].map(([algorithm, hex]) => `${algorithm}:${hex}`));
}
