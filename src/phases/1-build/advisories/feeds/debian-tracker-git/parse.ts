import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { dpkg } from '../../../../../foundations/versions/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { listStates, severityIn } from '../debian-advisories/parse.ts';
import { type ListStatement, readList } from '../debian-advisories/read-list.ts';
import { checkOnTheWay, checkShare, refused, requiredFile, textOf } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';
import { type FlawWalk, type ListedFlaw, readFlaws } from './read-flaws.ts';

const flawsFile = 'CVE/list';
const bulletinFiles = ['DSA/list', 'DLA/list'] as const;
export const trackerLists: readonly string[] = [flawsFile, ...bulletinFiles];

/** In which version a bulletin fixed a flaw of a package of the release; where several did, the last, since the first fix was not enough. */
type Fixes = ReadonlyMap<string, { readonly version: string; readonly bulletin: string }>;

const fixKey = (flaw: string, name: string): string => `${flaw} ${name}`;

function fixesOf(codename: string, files: readonly FetchedFile[], tally: Tally): Fixes {
  const fixes = new Map<string, { version: string; bulletin: string }>();
  for (const path of bulletinFiles) {
    const { bulletins, lines, faults } = readList(textOf(requiredFile(files, path)), path);
    if (bulletins.length === 0) throw new SeaworthyError('E_FEED', 'the list has no bulletins', { where: path });
    checkShare(faults.count, lines, path);
    if (faults.count > 0) tally.unread('lines of bulletins that are not understood', `${faults.count} of ${path}`);
    for (const { id, flaws, statements } of bulletins) {
      for (const { release, package: name, version } of statements) {
        if (release !== codename || version === undefined) continue;
        for (const flaw of flaws) {
          const key = fixKey(flaw, name);
          const known = fixes.get(key);
          if (known === undefined || dpkg.compare(known.version, version) < 0)
            fixes.set(key, { version, bulletin: id });
        }
      }
    }
  }
  return fixes;
}

type State = Pick<Advisory, 'status' | 'ranges' | 'note'>;

/** What is decided for the release itself. */
function ownState({ version, state, remark }: ListStatement): State | undefined {
  const note = [state, remark].filter((part) => part !== undefined && part !== '').join(': ');
  if (version !== undefined) return { status: 'affected', ranges: [{ fixed: version }], ...defined({ note: remark }) };
  const status = listStates.get(state ?? 'unfixed');
  if (status === undefined) return undefined;
  return { status, ranges: status === 'unaffected' ? [] : [{}], ...(note === '' ? {} : { note }) };
}

/** What the state of unstable means for a release that nothing is said of: it has the flaw until the version that mends it, which it will not get. */
function inheritedState({ version, state, remark }: ListStatement): State | undefined {
  if (version !== undefined)
    return {
      status: 'end-of-life',
      ranges: [{ fixed: version }],
      note: `nothing is said of this release; unstable has the fix since ${version}`,
    };
  const status = listStates.get(state ?? 'unfixed');
  if (status === undefined) return undefined;
  if (status === 'unaffected') return { status, ranges: [], ...defined({ note: remark }) };
  if (status === 'undetermined') return { status, ranges: [{}] };
  return {
    status: 'end-of-life',
    ranges: [{}],
    note: `nothing is said of this release; in unstable: ${state ?? 'open'}`,
  };
}

/** States of packages that Debian does not have (`itp`: somebody means to package it). */
const notInDebian: ReadonlySet<string> = new Set(['itp', 'not-for-us']);

function* recordsOf(flaw: ListedFlaw, codename: string, fixes: Fixes, tally: Tally): Generator<FeedRecord> {
  const names = new Set(flaw.statements.map((one) => one.package));
  for (const name of names) {
    const about = flaw.statements.filter((one) => one.package === name);
    const own = about.find(({ release }) => release === codename);
    const general = about.find(({ release }) => release === 'sid');
    const fix = fixes.get(fixKey(flaw.id, name));
    const said = own ?? general;
    if (said === undefined || (said.state !== undefined && notInDebian.has(said.state))) continue;
    const state: State | undefined = fix
      ? { status: 'affected', ranges: [{ fixed: fix.version }], note: fix.bulletin }
      : own
        ? ownState(own)
        : inheritedState(said);
    if (state === undefined) {
      tally.unread('states that are not known', `${flaw.id} ${name} <${said.state}>`);
      continue;
    }
    const severity = severityIn(own?.remark) ?? severityIn(general?.remark);
    const advisory: Advisory = {
      id: flaw.id,
      aliases: [],
      covers: [],
      package: name,
      ...state,
      versions: [],
      cvss: [],
      ...defined({ severity }),
      ...(flaw.details === '' ? {} : { details: flaw.details }),
      references: [`https://security-tracker.debian.org/tracker/${encodeURIComponent(flaw.id)}`],
    };
    yield { kind: 'advisory', key: name, advisory };
  }
}

function* recordsOfAll(
  file: FetchedFile,
  codename: string,
  fixes: Fixes,
  walk: FlawWalk,
  tally: Tally,
): Generator<FeedRecord> {
  let flaws = 0;
  try {
    for (const flaw of readFlaws(file.bytes, file.path, walk)) {
      flaws++;
      checkOnTheWay(walk.faults.count, walk.lines, file.path);
      yield* recordsOf(flaw, codename, fixes, tally);
    }
    checkShare(walk.faults.count, walk.lines, file.path);
    if (flaws === 0) throw new SeaworthyError('E_FEED', 'the list has no flaws', { where: file.path });
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** What the lists come to for one release. The list of flaws is read while the records are walked, which throws `E_FEED`. */
export function parseTrackerLists(codename: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, flawsFile);
  const [tally, faults, nameless] = [createTally(), createTally(), createTally()];
  const fixes = fixesOf(codename, files, tally);
  const walk: FlawWalk = { lines: 0, faults, nameless };
  const all = [tally, faults, nameless];
  return {
    records: recordsOfAll(file, codename, fixes, walk, tally),
    get problems() {
      return all.flatMap((one) => one.sentences());
    },
    get unread() {
      return all.flatMap((one) => one.unreadSentences());
    },
  };
}
