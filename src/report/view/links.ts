import { clean } from '../terminal/clean.ts';
import { uriOf } from './uri.ts';

/** Those of `references` that are web addresses a person may be sent to: http or https, without user name, as RFC 3986 writes them; each once, in their order. */
export function webLinks(references: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const reference of references) {
    if (reference.length > 2_000 || !URL.canParse(reference)) continue;
    const url = new URL(reference);
    if ((url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '') {
      found.add(uriOf(url));
    }
  }
  return [...found];
}

/** Where the makers of an id keep its page; undefined for ids that have none we know. */
export function homeOf(id: string): { readonly name: string; readonly url?: string } {
  const path = encodeURIComponent(id.toWellFormed());
  if (/^CVE-\d{4}-\d{4,19}$/.test(id)) return { name: 'NVD', url: `https://nvd.nist.gov/vuln/detail/${path}` };
  if (/^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/.test(id)) {
    return { name: 'GitHub', url: `https://github.com/advisories/${path}` };
  }
  if (/^(?:GO|PYSEC|RUSTSEC|MAL|OSV)-[\d-]{1,30}$/.test(id))
    return { name: 'OSV', url: `https://osv.dev/vulnerability/${path}` };
  if (/^D[SL]A-\d{1,6}(?:-\d{1,3})?$/.test(id)) {
    return { name: 'Debian', url: `https://security-tracker.debian.org/tracker/${path}` };
  }
  return { name: clean(id).split(/[-/]/, 1)[0] ?? 'unknown' };
}
