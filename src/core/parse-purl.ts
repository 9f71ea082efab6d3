import type { PurlParts } from './purl.ts';

/** Longest purl that is read. */
const longest = 4_096;

/** A purl that was read; what it does not say is absent. */
export interface ParsedPurl extends PurlParts {
  readonly qualifiers: Readonly<Record<string, string>>;
}

/**
 * The parts of a package URL (purl-spec, "How to parse a purl string in its components"); undefined for a text that is none. Names are decoded and left as
 * they are written otherwise: what a type makes of them is for whoever knows the type.
 */
export function parsePurl(text: string): ParsedPurl | undefined {
  // Two on a line, or words behind one, are no name that somebody could have meant.
  if (text.length > longest || /\s/.test(text)) return undefined;
  const scheme = /^pkg:\/*/i.exec(text);
  if (scheme === null) return undefined;
  const [beforeHash, subpath] = cut(text.slice(scheme[0].length), '#');
  const [beforeQuery, query] = cut(beforeHash, '?');
  const slash = beforeQuery.indexOf('/');
  const type = beforeQuery.slice(0, Math.max(0, slash)).toLowerCase();
  if (!/^[a-z][a-z0-9.+-]*$/.test(type)) return undefined;
  const path = beforeQuery.slice(slash + 1).replace(/\/+$/, '');
  // The sign of a scope (`@scope/name`) that nobody encoded is no version; what stands behind any other is one, slashes and all.
  const at = path.lastIndexOf('@');
  const hasVersion = at > 0 && (path[at - 1] !== '/' || !path.includes('/', at));
  const names = (hasVersion ? path.slice(0, at) : path).split('/').filter((part) => part !== '');
  if (names.some((part) => part.lastIndexOf('@') > 0)) return undefined;
  try {
    const name = decodeURIComponent(names.pop() ?? '');
    if (name === '') return undefined;
    const namespace = names.map(decodeURIComponent).join('/');
    const version = hasVersion ? decodeURIComponent(path.slice(at + 1)) : '';
    return {
      type,
      name,
      qualifiers: qualifiersOf(query),
      ...(namespace === '' ? {} : { namespace }),
      ...(version === '' ? {} : { version }),
      ...(subpath === '' ? {} : { subpath: subpath.split('/').map(decodeURIComponent).join('/') }),
    };
  } catch {
    return undefined;
  }
}

/** What stands before and after the last `mark`. */
function cut(text: string, mark: string): readonly [string, string] {
  const at = text.lastIndexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function qualifiersOf(query: string): Readonly<Record<string, string>> {
  const pairs = query.split('&').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    const value = at < 0 ? '' : decodeURIComponent(pair.slice(at + 1));
    return value === '' ? [] : [[pair.slice(0, at).toLowerCase(), value]];
  });
  return Object.fromEntries(pairs);
}
