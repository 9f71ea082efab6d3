import { type Digest, defined, isDigest, type ParsedPurl, parsePurl } from '../../../../core/index.ts';
import { type Cpe, readCpe } from '../../../../foundations/formats/index.ts';

/** A name by which a statement calls a product or a component, read once. */
export type VexName =
  | { readonly kind: 'purl'; readonly text: string; readonly purl: ParsedPurl }
  | { readonly kind: 'cpe'; readonly text: string; readonly cpe: Cpe }
  /** The bytes of an image or a file. */
  | { readonly kind: 'digest'; readonly text: string; readonly digest: string }
  /** An image as people call it: `registry.example/app:1.4`, `registry.example/app@sha256:…`. */
  | {
      readonly kind: 'image';
      readonly text: string;
      readonly repository: string;
      readonly tag?: string;
      readonly digest?: Digest;
    }
  /** A bill of materials, or a component of it (CycloneDX, "BOM-Link"; SPDX, an element by its document). */
  | {
      readonly kind: 'element';
      readonly text: string;
      readonly document: string;
      readonly version?: string;
      readonly element?: string;
    }
  /** A component of the very document that was looked at. */
  | { readonly kind: 'own'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

const longest = 4_096;
const bomLink = /^urn:cdx:([0-9a-f-]{36})(?:\/(\d{1,9}))?(?:#(.*))?$/is;
const imageName =
  /^(?:https?:\/\/)?((?:[a-z0-9][a-z0-9.-]{0,252}(?::\d{1,5})?\/)?[a-z0-9][a-z0-9._/-]{0,254}?)(?::([\w][\w.-]{0,127}))?(?:@(sha(?:256|512):[0-9a-f]{64,128}))?$/;

/** A name in any of the forms in use; what is none of them is compared as it stands. */
export function readName(text: string): VexName {
  const trimmed = text.trim();
  if (trimmed.length > longest) return { kind: 'text', text: trimmed.slice(0, longest) };
  const purl = /^pkg:/i.test(trimmed) ? parsePurl(trimmed) : undefined;
  if (purl !== undefined) return { kind: 'purl', text: trimmed, purl };
  const cpe = readCpe(trimmed);
  if (cpe !== undefined) return { kind: 'cpe', text: trimmed, cpe };
  const digest = digestOf(trimmed);
  if (digest !== undefined) return { kind: 'digest', text: trimmed, digest };
  return elementName(trimmed) ?? namedImage(trimmed) ?? { kind: 'text', text: trimmed };
}

/** `sha256:…`, or the hexadecimal digits alone. */
function digestOf(text: string): string | undefined {
  const plain = text.toLowerCase();
  if (isDigest(plain)) return plain;
  return /^[0-9a-f]{64}$/.test(plain) ? `sha256:${plain}` : undefined;
}

const algorithms: Readonly<Record<string, string>> = { sha256: 'sha256', sha384: 'sha384', sha512: 'sha512' };

/** A hash as documents write it: `SHA-256` of OpenVEX and CycloneDX, `sha256` of CSAF. Weak ones name nothing. */
export function hashName(algorithm: string, value: string): VexName | undefined {
  const known = algorithms[algorithm.toLowerCase().replace(/[^a-z0-9]/g, '')];
  if (known === undefined || !/^[0-9a-f]{64,128}$/i.test(value)) return undefined;
  const digest = `${known}:${value.toLowerCase()}`;
  return { kind: 'digest', text: digest, digest };
}

function elementName(text: string): VexName | undefined {
  const [, serial, version, ref] = bomLink.exec(text) ?? [];
  if (serial !== undefined)
    return {
      kind: 'element',
      text,
      document: `urn:uuid:${serial.toLowerCase()}`,
      ...defined({ version }),
      ...(ref === undefined || ref === '' ? {} : { element: decoded(ref) }),
    };
  if (/^urn:uuid:[0-9a-f-]{36}$/i.test(text)) return { kind: 'element', text, document: text.toLowerCase() };
  const hash = text.indexOf('#SPDXRef-');
  if (hash > 0) return { kind: 'element', text, document: text.slice(0, hash), element: text.slice(hash + 1) };
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namedImage(text: string): VexName | undefined {
  const [, repository, tag, digest] = imageName.exec(text) ?? [];
  // A word alone may be anything: only with a tag or a digest is it plainly an image.
  if (repository === undefined || (tag === undefined && digest === undefined)) return undefined;
  return {
    kind: 'image',
    text,
    repository,
    ...defined({ tag }),
    ...(digest !== undefined && isDigest(digest) ? { digest } : {}),
  };
}
