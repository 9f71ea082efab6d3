import { defined } from '../../../../../core/index.ts';
import { createTally, type Tally } from '../tally.ts';

/** What a bulletin says of one package in one release. */
export interface ListStatement {
  readonly release: string;
  readonly package: string;
  /** A version, or a state in angle brackets without them: `not-affected`. */
  readonly version?: string;
  readonly state?: string;
  /** Words in parentheses after it. */
  readonly remark?: string;
}

/** One entry of a list. */
export interface Bulletin {
  readonly id: string;
  /** ISO date. */
  readonly date: string;
  readonly title: string;
  readonly flaws: readonly string[];
  readonly statements: readonly ListStatement[];
  readonly notes: readonly string[];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longestLine = 65_536;

/** `[21 Aug 2026] DSA-6458-1 gst-plugins-bad1.0 - security update` */
const head = /^\[(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\] ([A-Z]{3,4}-\d{1,6}(?:-\d{1,4})?)(?:\s+(\S.*))?$/;
/** `[trixie] - expat 2.8.3-1~deb13u1`, `[woody] - perl <not-affected> (reason)`; without a release it is about unstable. */
const statement = /^(?:\[([a-z]{1,40})\]\s+)?- (\S+)(?:\s+(<[a-z-]{1,40}>|[^\s<(]\S*))?(?:\s+\((.*)\))?$/;
/** Remarks for people. */
const remark = /^(NOTE|TODO|RECOMMENDED|HINT|REJECTED|RESERVED|STOP):?(?:\s+(.*))?$/;

interface Open {
  readonly id: string;
  readonly date: string;
  readonly title: string;
  readonly flaws: Set<string>;
  readonly statements: ListStatement[];
  readonly notes: string[];
}

function readHead(line: string): Open | undefined {
  const [, day, month = '', year, id = '', title = ''] = head.exec(line) ?? [];
  const number = months.indexOf(month) + 1;
  if (number === 0 || year === undefined || day === undefined) return undefined;
  const date = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return { id, date, title, flaws: new Set(), statements: [], notes: [] };
}

/** A line about one package, without its indent; undefined for any other. */
export function readStatement(line: string): ListStatement | undefined {
  const found = statement.exec(line);
  if (found === null) return undefined;
  const [, release = 'sid', name = '', value, words] = found;
  const state = value?.startsWith('<') ? value.slice(1, -1) : undefined;
  const version = state === undefined ? value : undefined;
  // A version begins with a digit (deb-version(7)); anything else is a slip.
  if (version !== undefined && !/^\d/.test(version)) return undefined;
  return {
    release,
    package: name,
    ...defined({ version, state }),
    ...(words === undefined || words === '' ? {} : { remark: words }),
  };
}

/** Reads an indented line into the bulletin it belongs to; false when it is none of the known kinds. */
function readDetail(line: string, bulletin: Open): boolean {
  if (line.startsWith('{') && line.endsWith('}')) {
    for (const id of line.slice(1, -1).split(/[\s,]+/)) if (id !== '') bulletin.flaws.add(id);
    return true;
  }
  const words = remark.exec(line);
  if (words !== null) {
    if (words[2]) bulletin.notes.push(words[2]);
    return true;
  }
  const read = readStatement(line);
  if (read !== undefined) bulletin.statements.push(read);
  return read !== undefined;
}

/** What `readList` made of a list. */
export interface ReadList {
  readonly bulletins: readonly Bulletin[];
  readonly lines: number;
  /** Lines that are not understood, with their numbers. */
  readonly faults: Tally;
}

/** Reads a list as the security team writes it: entries that begin in the first column, their details indented under them. */
export function readList(text: string, path: string): ReadList {
  const bulletins: Open[] = [];
  const faults = createTally();
  let lines = 0;
  let current: Open | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    lines++;
    const told = `${path}:${index + 1} "${line.slice(0, 80)}"`;
    if (line.length > longestLine) {
      faults.add('lines that are too long', told);
    } else if (/^\s/.test(raw)) {
      if (current === undefined || !readDetail(line, current)) faults.add('lines that are not understood', told);
    } else {
      current = readHead(line);
      if (current === undefined) faults.add('entries that are not understood', told);
      else bulletins.push(current);
    }
  }
  return { bulletins: bulletins.map((one) => ({ ...one, flaws: [...one.flaws] })), lines, faults };
}
