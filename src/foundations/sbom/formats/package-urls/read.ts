import { readCpe } from '../../../formats/index.ts';
import type { Contents } from '../../contents.ts';
import type { ReadSbom, SbomFormat } from '../../sbom-format.ts';

const purl = /^pkg:/i;
const cpe = /^cpe:/i;
const headCharacters = 64 * 1024;

/** A list of package URLs or CPE names, one a line; lines that begin with `#` are comments. */
export const packageUrls: SbomFormat = {
  id: 'package-urls',
  title: 'a list of package URLs or CPE names',
  recognise(document) {
    if (document.form !== 'text') return undefined;
    const { text } = document;
    const first = linesOf(text.slice(0, headCharacters)).find(isSaid) ?? '';
    if (!purl.test(first) && !cpe.test(first)) return undefined;
    return { title: 'list of package URLs', read: (contents) => read(text, contents) };
  },
};

const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim());
const isSaid = (line: string): boolean => line !== '' && !line.startsWith('#');

function read(text: string, contents: Contents): Omit<ReadSbom, 'format'> {
  const what = 'package';
  for (const [index, line] of linesOf(text).entries()) {
    if (!isSaid(line)) continue;
    const named = cpe.test(line) ? readCpe(line) : undefined;
    if (purl.test(line)) contents.add({ name: line, purl: line, what, licences: [], paths: [] });
    else if (named !== undefined)
      contents.add({ name: named.product, version: named.version, what, licences: [], paths: [] });
    else contents.problem(`line ${index + 1} is neither a package URL nor a CPE name`, true);
  }
  return { name: contents.where, inventory: contents.inventory() };
}
