import { type Advisory, defined, severityFromWord } from '../../../../../core/index.ts';
import {
  asString,
  field,
  optionalArray,
  optionalString,
  optionalStrings,
} from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import type { FeedRecord } from '../../feed.ts';
import { readRanges } from '../osv/ranges.ts';
import { readRatings } from '../osv/ratings.ts';
import type { Tally } from '../tally.ts';
import { sourceKey } from '../ubuntu-lookup.ts';
import { type ChannelState, type ProState, proState } from '../ubuntu-pro.ts';

/** `Ubuntu:22.04:LTS`, `Ubuntu:24.10`, `Ubuntu:Pro:22.04:LTS`; others are of channels that change packages (FIPS, real time). */
const ecosystem = /^Ubuntu:(Pro:)?(\d\d\.\d\d)(?::LTS)?$/;

/** What one entry of `affected` says of a source package in the release or in Pro's channels of it; undefined where it is about something else. */
function stateOf(
  affected: unknown,
  release: string,
  where: string,
): { readonly name: string; readonly state: ChannelState } | undefined {
  const of = field(affected, 'package');
  const [, pro, version] = ecosystem.exec(asString(field(of, 'ecosystem'), `${where}, ecosystem`)) ?? [];
  if (version !== release) return undefined;
  const name = asString(field(of, 'name'), `${where}, package name`);
  const { ranges } = readRanges(affected, versionOrder('dpkg'), where);
  // Each entry has one range, from the first version on.
  const fixed = ranges.at(-1)?.fixed;
  const channel = pro === undefined ? release : `esm-/${release}`;
  return { name, state: { status: 'affected', channel, ...defined({ fixed }) } };
}

/** Ids that a record is about: `upstream` since schema 1.7, before that among its aliases and relations. */
function flawsOf(record: unknown, where: string): readonly string[] {
  const named = ['upstream', 'aliases', 'related'].flatMap((member) => optionalStrings(record, member, where));
  return [...new Set(named.map((id) => id.replace(/^UBUNTU-(?=CVE-)/, '')))].filter((id) => id.startsWith('CVE-'));
}

function commonOf(record: unknown, where: string, tally: Tally) {
  const own = asString(field(record, 'id'), `${where}, id`);
  const isNotice = !own.startsWith('UBUNTU-');
  const id = own.replace(/^UBUNTU-(?=CVE-)/, '');
  const covers = isNotice ? flawsOf(record, where) : [];
  const { cvss, severity } = readRatings(own, record, {}, where, tally);
  const rated = severity?.level === 'unknown' ? undefined : severity;
  const page = isNotice ? `notices/${encodeURIComponent(id)}` : encodeURIComponent(id);
  return {
    id,
    aliases: [],
    covers,
    versions: [],
    cvss: covers.length > 1 ? [] : cvss,
    ...defined({
      title: optionalString(record, 'summary', where),
      details: optionalString(record, 'details', where)?.slice(0, 8_000),
      severity: isNotice && covers.length === 0 ? noFlaw : rated,
      published: optionalString(record, 'published', where),
      modified: optionalString(record, 'modified', where),
    }),
    references: [`https://ubuntu.com/security/${page}`],
  };
}

const noFlaw: Advisory['severity'] = { level: severityFromWord('negligible'), source: 'Ubuntu names no flaw' };

/** The rows of one record about one release: a source package each. Throws `E_FORMAT` when it has not the shape of OSV's schema. */
export function ubuntuRecords(record: unknown, release: string, where: string, tally: Tally): readonly FeedRecord[] {
  const sources = new Map<string, ProState>();
  for (const affected of optionalArray(record, 'affected', where)) {
    if (field(affected, 'package') === undefined) continue;
    const found = stateOf(affected, release, where);
    if (found === undefined) continue;
    const known = sources.get(found.name);
    const one = proState(found.state);
    sources.set(found.name, known?.and(one) ?? one);
  }
  if (sources.size === 0) return [];
  const common = commonOf(record, where, tally);
  const withdrawn = optionalString(record, 'withdrawn', where) !== undefined;
  return [...sources].map(([name, state]) => {
    const advisory: Advisory = {
      ...common,
      package: name,
      ...state.row(),
      ...(withdrawn ? { status: 'withdrawn' } : {}),
    };
    return { kind: 'advisory', key: sourceKey(name), advisory };
  });
}
