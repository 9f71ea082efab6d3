import { versionOrder } from '../../../../../foundations/versions/index.ts';
import { pathFrom, pipLineEnd } from '../../../ecosystems/index.ts';
import { extractorAsks } from '../../extractor-asks.ts';
import { type FileEdit, linesOf, type Texts, type Wish, type Writer, written } from '../../writer.ts';

const file =
  /(?:^|\/)(?:requirements[^/]*\.txt|[^/]*requirements\.txt|requirements\/[^/]*\.txt|(?:[^/]*[-_.])?constraints?(?:[-_.][^/]*)?\.txt)$/;
/** As `pypi.normalisedName`: one spelling for names that mean the same (PEP 503). */
const normalised = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
/** `NAME[EXTRA] ==VERSION`, or in parentheses (PEP 508); whatever follows stays. */
const pinned =
  /^\s{0,99}([A-Za-z0-9][A-Za-z0-9._-]*)\s{0,9}(?:\[[^\]]{0,1000}\])?\s{0,9}\(?\s{0,9}(===?)\s{0,9}([^\s,;#()*\\]+)\s{0,9}(,?)/d;
const named = /^\s{0,99}([A-Za-z0-9][A-Za-z0-9._-]*)\s{0,9}(?:\[[^\]]{0,1000}\])?\s{0,9}\(?\s{0,9}([=<>!~])/;
/** `-r FILE`, `--requirement FILE`, `--constraint=FILE` and so on (pip.pypa.io, "Requirements File Format"). */
const list = /^\s{0,99}(?:-[rc]|--(?:requirement|constraint)\b)[ \t=]{0,9}(["']?)([^\s#"']+)\1/;
const longestLine = 10_000;
const mostLists = 100;
const order = versionOrder('pep440');

/** Lists for pip: the one version that a line pins, in the list itself and in those of constraints. */
export const requirements: Writer = {
  id: 'requirements',
  title: 'requirements.txt and kin, and their constraints',
  type: 'pypi',
  takesFromOthers: true,
  isFile: (path) => file.test(path),
  asks: (texts, memo) => extractorAsks('requirements', texts, memo),
  write(path, _text, wish, texts) {
    const edits: FileEdit[] = [];
    let why = 'no line of it pins the version, nor does a list of constraints in this tree';
    for (const each of listsOf(path, texts)) {
      const found = pinsIn(each, texts.get(each) ?? '', wish);
      edits.push(...found.edits);
      if (found.why === undefined) continue;
      const told = each === path ? found.why : `${each}: ${found.why}`;
      // pip takes no version that one of the lists does not let in.
      if (found.isFinal) return { why: told };
      why = told;
    }
    return written(edits, why);
  },
};

interface Pins {
  readonly edits: readonly FileEdit[];
  readonly why?: string;
  readonly isFinal?: boolean;
}

function pinsIn(path: string, text: string, { name, installed, to }: Wish): Pins {
  const edits: FileEdit[] = [];
  let why: string | undefined;
  let isFinal = false;
  const lines = [...linesOf(text, pipLineEnd)];
  for (const [index, { start, line }] of lines.entries()) {
    if (line.length > longestLine || isContinued(lines, index)) continue;
    const plain = line.replace(/^\ufeff/, ' ');
    if (normalised(named.exec(plain)?.[1] ?? '') !== normalised(name)) continue;
    const match = pinned.exec(plain);
    const [from = 0, end = 0] = match?.indices?.[3] ?? [];
    if (match === null && letsIn(plain, to)) continue;
    if (match === null) {
      [why, isFinal] = [`a line of it limits the version, and it is not plain that ${to} is let in`, true];
    } else if (match[3] === to) continue;
    else if (match[3] !== installed) continue;
    else if (hasHash(lines, index)) {
      return {
        edits: [],
        why: 'its line has hashes of the old version, which cannot be kept: the tool that wrote them makes them anew',
        isFinal: true,
      };
    } else if (match[4] !== '')
      [why, isFinal] = [`its line asks for ${match[2]}${installed} and for more than that`, true];
    else edits.push({ start: start + from, end: start + end, text: to, path });
  }
  return { edits, ...(why === undefined ? {} : { why, isFinal }) };
}

/** `NAME>=1,<2`: whether each of its limits plainly lets the version in (PEP 440, "Version specifiers"). */
function letsIn(line: string, version: string): boolean {
  const limits = /^[^=<>!~]*([=<>!~][^;#)]*)/.exec(line)?.[1] ?? '';
  return limits.split(',').every((limit) => {
    const [, operator, bound = ''] = /^\s*(>=|<=|!=|>|<)\s*([0-9][0-9A-Za-z.+!_-]*)\s*$/.exec(limit) ?? [];
    if (operator === undefined || order?.isValid(bound) !== true) return false;
    const place = order.compare(version, bound);
    if (operator === '!=') return place !== 0;
    return (operator.endsWith('=') && place === 0) || (operator.startsWith('>') ? place > 0 : place < 0);
  });
}

/** The list, those that it names, those that name it, and what these name in turn. */
function listsOf(path: string, texts: Texts): readonly string[] {
  const named = new Map([...texts].map(([each, text]) => [each, namedIn(each, text)]));
  const lists = new Set([path]);
  for (const each of lists) {
    if (lists.size > mostLists) break;
    for (const other of named.get(each) ?? []) if (texts.has(other)) lists.add(other);
    for (const [by, all] of named) if (all.includes(each)) lists.add(by);
  }
  return [...lists];
}

const namedIn = (path: string, text: string): readonly string[] =>
  [...linesOf(text, pipLineEnd)].flatMap(({ line }) => {
    const written = line.length > longestLine ? undefined : list.exec(line.replace(/^\ufeff/, ''))?.[2];
    return written === undefined ? [] : (pathFrom(path, written) ?? []);
  });

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
