import { extractorAsks } from '../../extractor-asks.ts';
import { linesOf, type TextEdit, type Writer, written } from '../../writer.ts';

const file = /(?:^|\/)(?:requirements[^/]*\.txt|[^/]*requirements\.txt|requirements\/[^/]*\.txt)$/;
/** As `pypi.normalisedName`: one spelling for names that mean the same (PEP 503). */
const normalised = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
/** `NAME[EXTRA] ==VERSION`, or in parentheses (PEP 508); whatever follows stays. */
const pinned =
  /^\s{0,99}([A-Za-z0-9][A-Za-z0-9._-]*)\s{0,9}(?:\[[^\]]{0,1000}\])?\s{0,9}\(?\s{0,9}(===?)\s{0,9}([^\s,;#()*\\]+)\s{0,9}(,?)/d;
const longestLine = 10_000;

/** Lists for pip: the one version that a line pins. */
export const requirements: Writer = {
  id: 'requirements',
  title: 'requirements.txt and kin',
  type: 'pypi',
  isFile: (path) => file.test(path),
  asks: (path, text) => extractorAsks('requirements', path, text),
  write(_path, text, { name, installed, to }) {
    const edits: TextEdit[] = [];
    let why = 'no line of it pins the version: what does (constraints, a list that it includes) is elsewhere';
    const lines = [...linesOf(text)];
    for (const [index, { start, line }] of lines.entries()) {
      if (line.length > longestLine) continue;
      const match = pinned.exec(line.replace(/^\ufeff/, ' '));
      const [from = 0, end = 0] = match?.indices?.[3] ?? [];
      if (match === null || normalised(match[1] ?? '') !== normalised(name) || match[3] !== installed) continue;
      if (isContinued(lines, index)) continue;
      if (hasHash(lines, index))
        return { why: 'its line has hashes of the old version: the tool that wrote them makes them anew' };
      if (match[4] !== '') why = `its line asks for ${match[2]}${installed} and for more than that`;
      else edits.push({ start: start + from, end: start + end, text: to });
    }
    return written(edits, why);
  },
};

type Lines = readonly { readonly line: string }[];

/** Whether the line before goes on here. */
const isContinued = (lines: Lines, index: number): boolean => lines[index - 1]?.line.endsWith('\\') === true;

function hasHash(lines: Lines, from: number): boolean {
  for (let index = from; index < lines.length; index++) {
    const line = lines[index]?.line ?? '';
    if (line.includes('--hash')) return true;
    if (!line.endsWith('\\')) return false;
  }
  return false;
}
