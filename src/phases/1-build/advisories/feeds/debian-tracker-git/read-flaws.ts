import { type ListStatement, readStatement } from '../debian-advisories/read-list.ts';
import type { Tally } from '../tally.ts';

/** A flaw of the list, with all that is said of packages. */
export interface ListedFlaw {
  readonly id: string;
  readonly details: string;
  readonly statements: readonly ListStatement[];
}

const longestLine = 65_536;
const longestDetails = 4_096;

/** `CVE-2024-1234 (What is wrong ...)`, `CVE-2024-1234 [what somebody called it]`. */
const head = /^(CVE-\d{4}-\d{4,19})(?:\s+[([]?(.*?)[)\]]?)?$/;
/** A flaw that has no id yet. */
const withoutId = /^(?:CVE-\d{4}-X{4}|TEMP-[\w-]{1,60})(?:\s|$)/;
/** What is for people, and cross references to bulletins. */
const aside = /^(?:\{.*\}|(?:NOTE|TODO|NOT-FOR-US|RESERVED|REJECTED|RETRACTED|STOP|HINT)(?:[:\s].*)?)$/;

function* linesOf(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end;
    yield bytes.subarray(start, stop);
    start = stop + 1;
  }
}

/** What is known of the list when it is through. */
export interface FlawWalk {
  lines: number;
  /** Lines that are not understood. */
  readonly faults: Tally;
  /** Flaws that are left out, since nobody has given them an id yet. */
  readonly nameless: Tally;
}

/** Walks the list of flaws (security-tracker, "Introduction to the data format"), a flaw at a time. Lines that are not understood are told. */
export function* readFlaws(bytes: Uint8Array, path: string, walk: FlawWalk): Generator<ListedFlaw, void, undefined> {
  const { faults, nameless } = walk;
  const decoder = new TextDecoder();
  let current: { id: string; details: string; statements: ListStatement[] } | undefined;
  let isPassed = false;
  for (const raw of linesOf(bytes)) {
    walk.lines++;
    const told = (text: string): string => `${path}:${walk.lines} "${text.slice(0, 80)}"`;
    if (raw.length > longestLine) {
      faults.unread('lines that are too long', `${path}:${walk.lines}`);
      continue;
    }
    const text = decoder.decode(raw).trimEnd();
    if (text === '') continue;
    if (/^\s/.test(text)) {
      const line = text.trim();
      const statement = current === undefined ? undefined : readStatement(line);
      if (statement) current?.statements.push(statement);
      else if (!isPassed && (current === undefined || !aside.test(line)))
        faults.unread('lines that are not understood', told(line));
      continue;
    }
    if (current !== undefined && current.statements.length > 0) yield current;
    const [, id, details = ''] = head.exec(text) ?? [];
    current = id === undefined ? undefined : { id, details: details.slice(0, longestDetails), statements: [] };
    isPassed = withoutId.test(text);
    if (isPassed) nameless.add('flaws that have no id yet', text.slice(0, 60));
    else if (current === undefined) faults.unread('entries that are not understood', told(text));
  }
  if (current !== undefined && current.statements.length > 0) yield current;
}
