import { SeaworthyError } from '../../../core/index.ts';

/** In an XML declaration, which stands at the very beginning or not at all (XML 1.0, 2.8). */
const declared =
  /^<\?xml[ \t\r\n][^<>]{0,200}?\bencoding[ \t\r\n]{0,8}=[ \t\r\n]{0,8}["']([A-Za-z][A-Za-z0-9._-]{0,39})["']/;

/** Encodings that extend ASCII and stand in real files, and the two that a byte order mark tells. Names in lower case. */
const encodings: ReadonlySet<string> = new Set([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'us-ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1252',
  'windows-1251',
]);

/** What the bytes begin with says (XML 1.0, appendix F): a byte order mark, `<` in two bytes, or the declaration. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const said = declared.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  // Programs on .NET write that of their own strings; what can be read here byte by byte is not it.
  return said.startsWith('utf-16') ? 'utf-8' : said;
}

/** A decoder for the encoding that the bytes are in. Throws `E_FORMAT` for one that is not read here. */
function decoderFor(bytes: Uint8Array, where: string) {
  const encoding = encodingOf(bytes);
  if (!encodings.has(encoding))
    throw new SeaworthyError('E_FORMAT', `XML in the encoding ${encoding} is not read here`, { where });
  return new TextDecoder(encoding, { fatal: true });
}

function undecodable(cause: unknown, encoding: string, where: string): SeaworthyError {
  const tooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_STRING_TOO_LONG';
  return tooLong
    ? new SeaworthyError('E_LIMIT', 'XML too large for one text', { where, cause })
    : new SeaworthyError('E_FORMAT', 'not XML', { where, why: `it is not ${encoding}`, cause });
}

/** The characters of an XML file. Throws `E_FORMAT` for an encoding that is not read here and for bytes that are not in the one that it says. */
export function decodeXml(bytes: Uint8Array, where: string): string {
  const decoder = decoderFor(bytes, where);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw undecodable(cause, decoder.encoding, where);
  }
}

/** The same in pieces, for files that would not fit into one text. */
export function* decodeXmlPieces(bytes: Uint8Array, step: number, where: string): Generator<string, void, undefined> {
  const decoder = decoderFor(bytes, where);
  try {
    for (let at = 0; at < bytes.length; at += step)
      yield decoder.decode(bytes.subarray(at, at + step), { stream: at + step < bytes.length });
  } catch (cause) {
    throw undecodable(cause, decoder.encoding, where);
  }
}
