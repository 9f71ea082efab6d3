import { defined, type Exploitation, SeaworthyError } from '../../../../../core/index.ts';
import { asString, field, optionalString } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { isDay } from '../day.ts';
import {
  checkOnTheWay,
  checkShare,
  memberDate,
  memberElements,
  membersOf,
  refused,
  requiredFile,
} from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';

export const kevFile = 'known_exploited_vulnerabilities.json';

function readEntry(entry: unknown, where: string): FeedRecord {
  const key = asString(field(entry, 'cveID'), `${where}, cveID`).trim().toUpperCase();
  const added = asString(field(entry, 'dateAdded'), `${where}, dateAdded`);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(key) || !isDay(added)) throw refused(new Error('no CVE id or no date'), where);
  const due = optionalString(entry, 'dueDate', where);
  const action = optionalString(entry, 'requiredAction', where);
  const exploitation: Exploitation = {
    known: {
      added,
      ...(due !== undefined && isDay(due) ? { due } : {}),
      ransomware: optionalString(entry, 'knownRansomwareCampaignUse', where) === 'Known',
      ...(action === undefined || action === '' ? {} : { action }),
    },
  };
  return { kind: 'exploitation', key, exploitation };
}

function* walk(members: ReadonlyMap<string, Uint8Array>, path: string, tally: Tally): Generator<FeedRecord> {
  let all = 0;
  const unread = (where: string): void => {
    all++;
    tally.unread('entries that are too large', where);
  };
  try {
    for (const [entry, where] of memberElements(members, 'vulnerabilities', path, unread)) {
      all++;
      let record: FeedRecord | undefined;
      try {
        record = readEntry(entry, where);
      } catch (cause) {
        tally.unread('entries that are not understood', refused(cause, where).where ?? where);
      }
      if (record === undefined) checkOnTheWay(tally.count, all, path);
      else yield record;
    }
    // A catalogue of things that were exploited is never empty: it is a page in place of the file, or a mirror that has only the frame.
    if (all === 0) throw new SeaworthyError('E_FEED', 'the catalogue has no entry', { where: path });
    checkShare(tally.count, all, path);
  } catch (cause) {
    throw refused(cause, path);
  }
}

/** Reads CISA's catalogue (its JSON schema: known_exploited_vulnerabilities_schema.json), entry by entry. Throws `E_FEED`, also while it is walked. */
export function parseKev(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, kevFile);
  const members = membersOf(file);
  const tally = createTally();
  return {
    ...defined({ date: memberDate(members, 'dateReleased', file.path) }),
    records: walk(members, file.path, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}
