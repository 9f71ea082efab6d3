import type { FeedFile, NamingFile } from '../feed.ts';

/** The bulletins of one repository of rpm packages, which its index names by their digest. */
export function updateinfoOf(label: string, index: NamingFile, optional = false): FeedFile {
  return { path: `${label}/updateinfo.xml`, ...(optional ? { optional } : {}), namedIn: index };
}

/** The index of the repository in this folder. */
export const indexAt = (folder: string): NamingFile => ({ path: `${folder}/repodata/repomd.xml`, name: updateinfoIn });

/** The index of a repository whose folder another file names. */
export const indexNamedIn = (label: string, namedIn: NamingFile): NamingFile => ({
  path: `${label}/repomd.xml`,
  namedIn,
  name: updateinfoIn,
});

/** The same index, of a repository for which there may never have been a bulletin: one that is whole and names none. */
export const perhapsWithout = (index: NamingFile): NamingFile => ({
  ...index,
  namesNone: (text) => /<repomd[\s>]/.test(text) && /<\/repomd>\s*$/.test(text) && !text.includes('updateinfo'),
});

/** The entries of an index and the address in each (createrepo_c): `<data type="updateinfo">…<location href="repodata/…-updateinfo.xml.gz"/>`. */
const entry = /<data\s[^<>]{0,200}?\btype\s*=\s*["']updateinfo["'][^<>]{0,200}>/;
const location = /<location\s[^<>]{0,200}?\bhref\s*=\s*["']([^"'<>\s]{1,300})["']/;

/** Where an index says that the bulletins are, beside itself; undefined when it has none. */
function updateinfoIn(text: string, at: string): string | undefined {
  const found = entry.exec(text);
  if (found === null) return undefined;
  const start = found.index + found[0].length;
  const end = text.indexOf('</data', start);
  const href = location.exec(text.slice(start, end < 0 ? undefined : end))?.[1];
  if (href === undefined) return undefined;
  return at.replace(/repodata\/repomd\.xml$/, href);
}
