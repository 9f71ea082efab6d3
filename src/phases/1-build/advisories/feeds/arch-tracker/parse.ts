import { type Advisory, type AdvisoryStatus, defined, severityFromWord } from '../../../../../core/index.ts';
import {
  asObject,
  asString,
  field,
  optionalString,
  optionalStrings,
} from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { arrayRecords, requiredFile } from '../feed-file.ts';
import { createTally } from '../tally.ts';

/*
 * The tracker's groups (security.archlinux.org/all.json), an array of { name: AVG-…, packages, status, severity, type, affected, fixed, ticket, issues,
 * advisories }. `affected` is the version in which somebody saw it, and no bound: older ones have it too.
 */

export const groupsFile = 'all.json';

/** What the states of a group say; one in testing has its fix, which is not in the stable repository yet. */
const states: ReadonlyMap<string, AdvisoryStatus> = new Map([
  ['vulnerable', 'affected'],
  ['fixed', 'affected'],
  ['testing', 'affected'],
  ['not affected', 'unaffected'],
  ['unknown', 'undetermined'],
]);

type State = Pick<Advisory, 'status' | 'ranges'>;

function stateOf(group: unknown, where: string): State {
  const word = asString(field(group, 'status'), `${where}, status`);
  const status = states.get(word.toLowerCase());
  if (status === undefined) throw new Error(`the status ${JSON.stringify(word.slice(0, 50))} is not known`);
  if (status === 'unaffected') return { status, ranges: [] };
  const fixed = optionalString(group, 'fixed', where);
  return { status, ranges: [fixed === undefined || fixed === '' ? {} : { fixed }] };
}

/** A null stands for what there is not. */
const withoutNulls = (element: unknown, where: string): unknown =>
  Object.fromEntries(Object.entries(asObject(element, where)).filter(([, value]) => value !== null));

function* recordsOf(element: unknown, where: string): Generator<FeedRecord> {
  const group = withoutNulls(element, where);
  const id = asString(field(group, 'name'), `${where}, name`);
  const level = severityFromWord(optionalString(group, 'severity', where) ?? '');
  const kind = optionalString(group, 'type', where);
  const state = stateOf(group, where);
  const bulletins = optionalStrings(group, 'advisories', where);
  for (const name of optionalStrings(group, 'packages', where)) {
    const advisory: Advisory = {
      id,
      aliases: [],
      covers: optionalStrings(group, 'issues', where),
      package: name,
      ...state,
      versions: [],
      cvss: [],
      ...(level === 'unknown' ? {} : { severity: { level, source: 'Arch Linux' } }),
      ...defined({ title: kind === undefined ? undefined : `${name}: ${kind}` }),
      references: [id, ...bulletins].map((one) => `https://security.archlinux.org/${encodeURIComponent(one)}`),
    };
    yield { kind: 'advisory', key: name, advisory };
  }
}

/** The groups of the tracker, made while they are walked, which throws `E_FEED`. */
export function parseGroups(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, groupsFile);
  const tally = createTally();
  return {
    records: arrayRecords(file, 'groups', tally, recordsOf),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}
