import { type Exploitation, SeaworthyError } from '../../../../../core/index.ts';
import { asArray, asString, field, optionalString } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkShare, jsonOf, refused, requiredFile } from '../feed-file.ts';
import { createTally } from '../tally.ts';

export const kevFile = 'known_exploited_vulnerabilities.json';

const day = /^\d{4}-\d{2}-\d{2}$/;

function readEntry(entry: unknown, where: string): FeedRecord {
  const key = asString(field(entry, 'cveID'), `${where}, cveID`).trim().toUpperCase();
  const added = asString(field(entry, 'dateAdded'), `${where}, dateAdded`);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(key) || !day.test(added)) throw refused(new Error('no CVE id or no date'), where);
  const due = optionalString(entry, 'dueDate', where);
  const action = optionalString(entry, 'requiredAction', where);
  const exploitation: Exploitation = {
    known: {
      added,
      ...(due !== undefined && day.test(due) ? { due } : {}),
      ransomware: optionalString(entry, 'knownRansomwareCampaignUse', where) === 'Known',
      ...(action === undefined || action === '' ? {} : { action }),
    },
  };
  return { kind: 'exploitation', key, exploitation };
}

/** Reads CISA's catalogue (its JSON schema: known_exploited_vulnerabilities_schema.json). Throws `E_FEED`. */
export function parseKev(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, kevFile);
  const json = jsonOf(file);
  const tally = createTally();
  const records: FeedRecord[] = [];
  try {
    const entries = asArray(field(json, 'vulnerabilities'), `${file.path}, vulnerabilities`);
    // A catalogue of things that were exploited is never empty: it is a page in place of the file, or a mirror that has only the frame.
    if (entries.length === 0) throw new SeaworthyError('E_FEED', 'the catalogue has no entry', { where: file.path });
    for (const [index, entry] of entries.entries()) {
      const where = `${file.path}, vulnerabilities[${index}]`;
      try {
        records.push(readEntry(entry, where));
      } catch (cause) {
        tally.add('entries that are not understood', refused(cause, where).where ?? where);
      }
    }
    checkShare(tally.count, entries.length, file.path);
    const date = new Date(optionalString(json, 'dateReleased', file.path) ?? '');
    const isDate = !Number.isNaN(date.getTime());
    return { ...(isDate ? { date: date.toISOString() } : {}), records, problems: tally.sentences() };
  } catch (cause) {
    throw refused(cause, file.path);
  }
}
