/** The parts of a package URL that we make ourselves (purl-spec, "Package URL specification v1.0.X"). */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string | undefined>>;
  readonly subpath?: string;
}

/** Percent-encoding as purl-spec has it: everything but unreserved characters, with the colon left readable. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%3A/gi, ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const encodePath = (path: string): string => path.split('/').filter(Boolean).map(encode).join('/');

/** The canonical text of a package URL. Type-specific normalisation (PyPI names and so on) is the extractor's, who knows its type. */
export function formatPurl(parts: PurlParts): string {
  const namespace = parts.namespace ? `${encodePath(parts.namespace)}/` : '';
  const version = parts.version ? `@${encode(parts.version)}` : '';
  const pairs = Object.entries(parts.qualifiers ?? {})
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key.toLowerCase()}=${encode(value)}`);
  const qualifiers = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  const subpath = parts.subpath ? `#${encodePath(parts.subpath)}` : '';
  return `pkg:${parts.type.toLowerCase()}/${namespace}${encode(parts.name)}${version}${qualifiers}${subpath}`;
}
