import { type Advisory, severityFromScore } from '../../../../../core/index.ts';
import { asString, field, optionalString } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { arrayRecords, requiredFile } from '../feed-file.ts';
import { createTally } from '../tally.ts';

/*
 * An array of { cve_id, pkg, cve_score, aff_ver: "all versions before 3.12-5.ph1 are vulnerable", res_ver: "3.12-5.ph1" or "NA", status: "Fixed" or
 * "Not Affected" }. Versions have no epoch; a source package's is not known anyway, since the name of its file has none.
 */

export const photonFile = (release: string): string => `cve_data_photon${release}.json`;

/** No version of the publisher's has an epoch: one in a package would make it newer than all of them. */
export const withoutEpoch = (version: string): string => version.replace(/^\d+:/, '');

type State = Pick<Advisory, 'status' | 'ranges'>;

function stateOf(entry: unknown, where: string): State {
  const word = optionalString(entry, 'status', where);
  if (word?.toLowerCase() === 'not affected') return { status: 'unaffected', ranges: [] };
  const fixed = withoutEpoch(asString(field(entry, 'res_ver'), `${where}, res_ver`).trim());
  return { status: 'affected', ranges: [fixed === '' || fixed === 'NA' ? {} : { fixed }] };
}

function* recordsOf(entry: unknown, where: string): Generator<FeedRecord> {
  const id = asString(field(entry, 'cve_id'), `${where}, cve_id`);
  const name = asString(field(entry, 'pkg'), `${where}, pkg`);
  const score = field(entry, 'cve_score');
  const level = typeof score === 'number' && score > 0 && score <= 10 ? severityFromScore(score) : undefined;
  const advisory: Advisory = {
    id,
    aliases: [],
    covers: [],
    package: name,
    ...stateOf(entry, where),
    versions: [],
    cvss: [],
    ...(level === undefined ? {} : { severity: { level, source: 'Photon OS' } }),
    references: [],
  };
  yield { kind: 'advisory', key: name, advisory };
}

/** The file of one release, read while it is walked, which throws `E_FEED`. */
export function parsePhoton(release: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, photonFile(release));
  const tally = createTally();
  return {
    records: arrayRecords(file, 'entries', tally, recordsOf),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}
