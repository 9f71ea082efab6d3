/** A dependency specifier (PEP 508), as far as it says which package and which version. */
export interface Requirement {
  readonly name: string;
  /** The one version that is asked for; absent for a range. */
  readonly version?: string;
  /** Where it is to be taken from instead of an index. */
  readonly url?: string;
}

const specifier = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]{0,1000}\])?\s*(.*)$/s;
/** `==` without a star, or the arbitrary `===`. */
const pinned = /^(?:===|==)\s*([^\s,;*]+)$/;

/** Reads `NAME[EXTRA] SPECIFIER; MARKER` or `NAME @ URL`; undefined for anything else. */
export function readRequirement(text: string): Requirement | undefined {
  const [, name, rest = ''] = specifier.exec(text.trim()) ?? [];
  if (name === undefined) return undefined;
  if (rest.startsWith('@')) return { name, url: rest.slice(1).trim().split(/\s/, 1)[0] ?? '' };
  const [range = ''] = rest.split(';', 1);
  const plain = range.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (plain !== '' && !/^[<>=!~]/.test(plain)) return undefined;
  for (const one of plain.split(',')) {
    const [, version] = pinned.exec(one.trim()) ?? [];
    if (version !== undefined) return { name, version };
  }
  return { name };
}

/** Where an address leads: `git` and kin, `local`, `url`. */
export function takenFromUrl(url: string): string {
  if (/^(?:git|hg|svn|bzr)\+/.test(url)) return url.slice(0, url.indexOf('+'));
  return /^(?:file:|\.{0,2}\/)/.test(url) ? 'local' : 'url';
}
