import { SeaworthyError } from '../../core/index.ts';
import { field, isObject, parseEnvelope } from '../formats/index.ts';
import { openDocument, type SbomDocument } from './document.ts';

/** How a bill of materials came: by itself, in a statement that nobody signed, or in a signed one. */
export type Carrier = 'none' | 'statement' | 'envelope';

export interface CarriedDocument {
  readonly document: SbomDocument;
  readonly carrier: Carrier;
}

/** A bundle holds an envelope, that a statement, that the document. */
const mostWrappings = 4;

const statementType = /^https:\/\/in-toto\.io\/Statement\/v(?:0\.1|1(?:\.0)?)$/;

/**
 * What a document carries, where it is a statement about something (in-toto/attestation, spec/v1/statement.md), also inside a DSSE envelope or a Sigstore
 * bundle; else the document itself. No signature is checked. Throws `E_FORMAT`, `E_LIMIT`.
 */
export function carried(document: SbomDocument, where: string): CarriedDocument {
  let current = document;
  let carrier: Carrier = 'none';
  for (let wrappings = 0; wrappings <= mostWrappings; wrappings++) {
    if (current.form !== 'json') return { document: current, carrier };
    const { value } = current;
    const envelope = field(value, 'dsseEnvelope') ?? (isEnvelope(value) ? value : undefined);
    const type = field(value, '_type');
    if (envelope !== undefined) {
      current = openDocument(parseEnvelope(envelope, where).payload, where);
      carrier = 'envelope';
    } else if (typeof type === 'string' && statementType.test(type)) {
      current = predicateOf(current, where);
      carrier = carrier === 'envelope' ? carrier : 'statement';
    } else return { document: current, carrier };
  }
  throw new SeaworthyError('E_LIMIT', `statements in more than ${mostWrappings} wrappings`, { where });
}

const isEnvelope = (value: unknown): boolean =>
  typeof field(value, 'payloadType') === 'string' && Array.isArray(field(value, 'signatures'));

type JsonDocument = Extract<SbomDocument, { readonly form: 'json' }>;

/** The document itself, or, as Cosign had it at first, in a member `Data`; in either place an object, or a text of another form. */
function predicateOf(statement: JsonDocument, where: string): SbomDocument {
  const predicate = field(statement.value, 'predicate');
  const data = isObject(predicate) ? field(predicate, 'Data') : undefined;
  const found = data ?? predicate;
  return typeof found === 'string' ? openDocument(Buffer.from(found), where) : { ...statement, value: found };
}
