import { SeaworthyError } from '../../core/index.ts';
import {
  looksLikeJson,
  looksLikeXml,
  parseJson,
  readXml,
  repeatedJsonNames,
  type XmlElement,
} from '../formats/index.ts';

/** The text of a bill of materials, parsed once, in the form that it looks like. */
export type SbomDocument =
  /** `repeated` tells names that stand twice in one object, of which only the last was read. */
  | { readonly form: 'json'; readonly value: unknown; readonly repeated?: () => readonly string[] }
  | { readonly form: 'xml'; readonly root: XmlElement }
  | { readonly form: 'text'; readonly text: string };

/** Bytes of a document, and values in it: some hundred thousand packages. */
export const maxSbomBytes = 128 * 1024 * 1024;
const maxValues = 6_000_000;
const maxNodes = 6_000_000;

/** Text in UTF-8 without a byte order mark; what is none is shown as that. */
const decoder = new TextDecoder('utf-8');

/**
 * The text as a document. Throws `E_FORMAT` for JSON and XML that is not well formed and for bytes that are no text, so that an archive, which may begin with any
 * name, is never taken for a list; `E_LIMIT` for what is too large or too deep.
 */
export function openDocument(bytes: Uint8Array, where: string): SbomDocument {
  if (looksLikeJson(bytes))
    return {
      form: 'json',
      value: parseJson(bytes, where, { maxBytes: maxSbomBytes, maxValues }),
      repeated: () => repeatedJsonNames(bytes, where),
    };
  if (looksLikeXml(bytes)) return { form: 'xml', root: readXml(bytes, where, { maxBytes: maxSbomBytes, maxNodes }) };
  if (bytes.length > maxSbomBytes)
    throw new SeaworthyError('E_LIMIT', `a text of ${bytes.length} bytes, more than the ${maxSbomBytes} allowed`, {
      where,
    });
  if (bytes.includes(0)) throw new SeaworthyError('E_FORMAT', 'not a text', { where });
  return { form: 'text', text: decoder.decode(bytes) };
}
