import {
  type Advisory,
  type AdvisoryStatus,
  defined,
  SeaworthyError,
  severityFromWord,
} from '../../../../../core/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkShare, requiredFile, textOf } from '../feed-file.ts';
import { type Bulletin, type ListStatement, readList } from './read-list.ts';

/** What the states in angle brackets mean to a reader (security-tracker, "Introduction to the data format"). */
export const listStates: ReadonlyMap<string, AdvisoryStatus> = new Map([
  ['not-affected', 'unaffected'],
  ['unfixed', 'affected'],
  ['no-dsa', 'affected'],
  ['postponed', 'affected'],
  ['ignored', 'wont-fix'],
  ['end-of-life', 'end-of-life'],
  ['undetermined', 'undetermined'],
  ['removed', 'affected'],
]);

/** Words of bulletins that name no flaw and are not about one: an upgrade for its own sake. */
const notAboutFlaws =
  /regression|end[- ]of[- ](?:life|support)|announcement|new upstream|new timezone|bugfix|database update|\bfix(?:es)?\b|^update$|new package|version number|change/i;

/** The urgency among remarks such as `bug #322591; medium`. */
export function severityIn(remark: string | undefined): Advisory['severity'] {
  const level = (remark ?? '')
    .split(';')
    .map(severityFromWord)
    .find((word) => word !== 'unknown');
  return level === undefined ? undefined : { level, source: 'Debian' };
}

/** `expat - security update` without the package, as the title of one. */
function titleOf({ title }: Bulletin): string {
  const dash = title.indexOf(' - ');
  return dash < 0 ? title : title.slice(dash + 3).trim();
}

function severityOf(bulletin: Bulletin, statement: ListStatement): Advisory['severity'] {
  const said = severityIn(statement.remark);
  if (said !== undefined || bulletin.flaws.length > 0 || !notAboutFlaws.test(titleOf(bulletin))) return said;
  return { level: 'negligible', source: 'Debian names no flaw' };
}

function advisoryOf(bulletin: Bulletin, statement: ListStatement, status: AdvisoryStatus): Advisory {
  const severity = severityOf(bulletin, statement);
  const fixed = statement.version;
  const ranges = status === 'unaffected' ? [] : [fixed === undefined ? {} : { fixed }];
  return {
    id: bulletin.id,
    aliases: [],
    covers: bulletin.flaws,
    package: statement.package,
    status,
    ranges,
    versions: [],
    ...defined({ severity }),
    cvss: [],
    title: `${statement.package}: ${titleOf(bulletin) || 'security update'}`,
    ...(bulletin.notes.length > 0 ? { details: bulletin.notes.join('\n') } : {}),
    ...defined({ note: statement.remark }),
    published: bulletin.date,
    references: [`https://security-tracker.debian.org/tracker/${bulletin.id}`],
  };
}

/** What both lists say of one release. Throws `E_FEED` when a file is no such list. */
export function parseLists(codename: string, files: readonly FetchedFile[]): ParsedFeed {
  const records: FeedRecord[] = [];
  const problems: string[] = [];
  let date = '';
  for (const path of ['DSA/list', 'DLA/list']) {
    const { bulletins, lines, faults } = readList(textOf(requiredFile(files, path)), path);
    if (bulletins.length === 0) throw new SeaworthyError('E_FEED', 'the list has no bulletins', { where: path });
    checkShare(faults.count, lines, path);
    problems.push(...faults.sentences());
    for (const bulletin of bulletins) {
      if (bulletin.date > date) date = bulletin.date;
      for (const statement of bulletin.statements) {
        if (statement.release !== codename) continue;
        const status = statement.version === undefined ? listStates.get(statement.state ?? 'unfixed') : 'affected';
        if (status === undefined) {
          problems.push(`${bulletin.id}: the state <${statement.state}> of ${statement.package} is not known.`);
          continue;
        }
        records.push({ kind: 'advisory', key: statement.package, advisory: advisoryOf(bulletin, statement, status) });
      }
    }
  }
  return { date: new Date(date).toISOString(), records, problems: problems.slice(0, 1000) };
}
