import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { asArray, asObject, asString, field } from '../../../../../foundations/formats/index.ts';
import { apk } from '../../../../../foundations/versions/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import {
  checkOnTheWay,
  checkShare,
  memberElements,
  membersOf,
  memberValue,
  refused,
  requiredFile,
} from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';
import { readIds } from './ids.ts';

/** "0" in place of a version: looked at, and never affected. */
const neverAffected = '0';

/** One line of `secfixes`: these ids are fixed in this version of this origin package. */
interface Fixed {
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
  readonly remark?: string;
}

/**
 * Hand-written versions lose their `-r`: `20.10.11.r0`, `10.0.11-0`, `4.8.0.-r1`. What was meant is clear, and compared as written they would
 * say the wrong thing. Anything else stays as it is.
 */
function mendVersion(version: string): string {
  const mended = version
    .replace(/(?<=\d)\.r(?=\d+$)/, '-r')
    .replace(/(?<=\d)-(?=\d+$)/, '-r')
    .replace('.-r', '-r');
  return apk.isValid(mended) ? mended : version;
}

function readVersion(written: string, name: string, tally: Tally): string {
  const version = written.trim();
  if (version === neverAffected || apk.isValid(version)) return version;
  const mended = mendVersion(version);
  if (mended === version) tally.add('versions that are not in the form of an Alpine version', `${name} ${version}`);
  else tally.add('versions with a slip of the pen', `${name} ${version} (read as ${mended})`);
  return mended;
}

/** The lines of one package. Throws `E_FORMAT` when it has not the shape of one. */
function packageFixes(entry: unknown, where: string, tally: Tally): Fixed[] {
  const pkg = field(entry, 'pkg');
  const name = asString(field(pkg, 'name'), `${where}, name`);
  const fixes: Fixed[] = [];
  for (const [written, ids] of Object.entries(asObject(field(pkg, 'secfixes'), `${where}, secfixes`))) {
    // Null instead of a list where all ids were taken back.
    if (ids === null) continue;
    const version = readVersion(written, name, tally);
    for (const line of asArray(ids, `${where}, ${written}`)) {
      const read = readIds(asString(line, `${where}, ${written}`));
      if (read.odd || read.ids.length === 0) tally.add('lines with more or less than ids', `${name} "${line}"`);
      if (read.ids.length === 0) continue;
      fixes.push({ name, version, ids: read.ids, ...defined({ remark: read.remark }) });
    }
  }
  return fixes;
}

/** Each file names its branch. One of another branch, from a mirror that is set up wrong, would give wrong verdicts and no sign of it. */
function checkBranch(branch: unknown, wanted: string | undefined, where: string): void {
  if (branch === undefined || wanted === undefined || branch === wanted) return;
  const named = JSON.stringify(branch)?.slice(0, 80);
  throw new SeaworthyError('E_FEED', `the file is about branch ${named} and not about ${wanted}`, { where });
}

/** The lines of all packages in a file. A package in another shape is left out and told. Throws when the file as a whole is none of secdb's. */
function readFixes(file: FetchedFile, wanted: string | undefined, tally: Tally): Fixed[] {
  const members = membersOf(file);
  checkBranch(memberValue(members, 'distroversion', file.path), wanted, file.path);
  const fixes: Fixed[] = [];
  let left = 0;
  let all = 0;
  const unread = (where: string): void => {
    all++;
    left++;
    tally.unread('packages that are too large', where);
  };
  for (const [entry, where] of memberElements(members, 'packages', file.path, unread)) {
    all++;
    try {
      for (const fix of packageFixes(entry, where, tally)) fixes.push(fix);
    } catch (cause) {
      left++;
      tally.unread('packages that are not understood', refused(cause, where).where ?? where);
      checkOnTheWay(left, all, file.path);
    }
  }
  checkShare(left, all, file.path);
  return fixes;
}

const isCve = (id: string): boolean => id.startsWith('CVE-');

/** For ids that are no CVE (`XSA-273`): the CVE ids they stand beside. One that stands beside several is a bulletin and no other name of a flaw. */
function companions(fixes: readonly Fixed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const beside = new Map<string, Set<string>>();
  for (const { ids } of fixes) {
    for (const id of ids) {
      if (isCve(id)) continue;
      const cves = beside.get(id) ?? new Set();
      for (const other of ids) if (isCve(other)) cves.add(other);
      beside.set(id, cves);
    }
  }
  return beside;
}

/** The records of one line: one for each CVE, else one for each id. */
function* recordsOf(
  fix: Fixed,
  beside: ReadonlyMap<string, ReadonlySet<string>>,
  page: SecdbKind['page'],
): Generator<FeedRecord> {
  const cves = fix.ids.filter(isCve);
  const others = fix.ids.filter((id) => !isCve(id));
  const aliases = cves.length === 1 ? others.filter((id) => beside.get(id)?.size === 1) : [];
  const bulletins = cves.length === 0 ? [] : others.filter((id) => !aliases.includes(id));
  const notes = [
    ...(bulletins.length > 0 ? [`part of ${bulletins.join(', ')}`] : []),
    ...(fix.remark ? [fix.remark] : []),
  ];
  const unaffected = fix.version === neverAffected;
  for (const id of cves.length > 0 ? cves : others) {
    const advisory: Advisory = {
      id,
      aliases,
      covers: [],
      package: fix.name,
      status: unaffected ? 'unaffected' : 'affected',
      ranges: unaffected ? [] : [{ fixed: fix.version }],
      versions: [],
      cvss: [],
      ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
      references: page?.(id) ?? [],
    };
    yield { kind: 'advisory', key: fix.name, advisory };
  }
}

function* recordsOfAll(
  fixes: readonly Fixed[],
  beside: ReadonlyMap<string, ReadonlySet<string>>,
  page: SecdbKind['page'],
): Generator<FeedRecord> {
  for (const fix of fixes) yield* recordsOf(fix, beside, page);
}

/** Whose lists they are. */
export interface SecdbKind {
  /** The file that must be there. */
  readonly required: string;
  /** What each file says of the branch it is about; absent where there are none. */
  readonly branch?: string;
  /** Addresses of a page about an id. */
  readonly page?: (id: string) => readonly string[];
}

/** Alpine's lists of a branch, `v3.20` or `edge`. */
export const alpineKind = (branch: string): SecdbKind => ({
  required: `${branch}/main.json`,
  branch,
  page: (id) => (isCve(id) ? [`https://security.alpinelinux.org/vuln/${id}`] : []),
});

/** Reads lists of what was fixed in packages of apk, in the form of Alpine's secdb. Throws `E_FEED`. */
export function parseSecdb({ required, branch, page }: SecdbKind, files: readonly FetchedFile[]): ParsedFeed {
  requiredFile(files, required);
  const tally = createTally();
  const fixes: Fixed[] = [];
  for (const file of files) {
    try {
      for (const fix of readFixes(file, branch, tally)) fixes.push(fix);
    } catch (cause) {
      throw refused(cause, file.path);
    }
  }
  const beside = companions(fixes);
  return { records: recordsOfAll(fixes, beside, page), problems: tally.sentences(), unread: tally.unreadSentences() };
}
