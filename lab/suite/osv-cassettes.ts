import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, type Finding } from '../../src/core/index.ts';
import { scan, searchDatabase } from '../../src/flows/index.ts';
import { type Case, eachCase } from './cases.ts';
import { settingsOver } from './labels/database.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** The purl type of an ecosystem of OSV, where the packages of one are named as in a purl. */
const types: Readonly<Record<string, string>> = {
  Alpine: 'apk/alpine',
  Go: 'golang',
  Maven: 'maven',
  NuGet: 'nuget',
  Packagist: 'composer',
  PyPI: 'pypi',
  RubyGems: 'gem',
  Ubuntu: 'deb/ubuntu',
  'crates.io': 'cargo',
  npm: 'npm',
};

/** OSV calls a distribution's statement by the flaw's name with its own in front: `ALPINE-CVE-2024-2511`. */
const plain = (id: string): string => id.replace(/^[A-Z]+-(?=CVE-)/, '');

const textIn = (found: Case, key: string): string | undefined => {
  const value = found[key];
  return typeof value === 'string' ? value : undefined;
};

/** What a query asks for as a purl; undefined where no kind of packages that we read is meant. */
function purlOf(query: Case): string | undefined {
  const given = textIn(query, 'purl');
  if (given !== undefined) return given;
  const [ecosystem = '', release] = (textIn(query, 'ecosystem') ?? '').split(':');
  const [type, name, version] = [types[ecosystem], textIn(query, 'name'), textIn(query, 'version')];
  if (type === undefined || name === undefined || version === undefined) return undefined;
  const parts = name.split(ecosystem === 'Maven' ? ':' : '/').map(encodeURIComponent);
  const own = ecosystem === 'Go' ? version.replace(/^(?=\d)/, 'v') : version;
  const distro = release === undefined ? '' : `?distro=${type.split('/')[1]}-${release.replace(/^v/, '')}`;
  return `pkg:${type}/${parts.join('/')}@${encodeURIComponent(own)}${distro}`;
}

/** From when on OSV.dev was asked (the recordings are of July and August 2026): what was written later it could not have told. */
const asked = '2026-07-01';

/** Databases that OSV.dev does not carry: its answers never name what these alone know. */
const notCarried = /^(?:NSWG-ECO|PHPSEC|RUBYSEC)-/;

/** Ids of a finding, and of the records behind it. */
const idsOf = ({ id, aliases }: Finding): readonly string[] => [id, ...aliases].map(plain);

/** What OSV.dev answered about packages on one day. Ids that no loaded record has do not count; a query is judged when its partition is at hand. */
export const osvCassettesSuite: Suite = {
  name: 'osv-cassettes',
  async run(folder, options) {
    const tally = new Tally(options);
    const work = await mkdtemp(path.join(tmpdir(), 'seaworthy-suite-'));
    const settings = settingsOver(path.resolve(folder, '..', '..', 'feeds'), work);

    const aside = { later: 0, elsewhere: 0, alias: 0 };

    /** Whether OSV.dev could have told a flaw on that day; counted where it could not. */
    const couldTell = async (ids: readonly string[]): Promise<boolean> => {
      const found = (await Promise.all(ids.map((id) => searchDatabase(id, settings)))).flat();
      const records = found.flatMap((one) => ('advisory' in one ? [one.advisory] : []));
      const carried = records.filter(({ id }) => !notCarried.test(id));
      const written = carried.filter(({ published, modified }) => (modified ?? published ?? '') < asked);
      if (carried.length === 0) aside.elsewhere += 1;
      else if (written.length === 0) aside.later += 1;
      return written.length > 0;
    };

    const judge = async (query: Case): Promise<Outcome> => {
      const purl = purlOf(query);
      if (purl === undefined) return { why: `no data of ${textIn(query, 'ecosystem') ?? 'commits'}` };
      const list = path.join(work, 'packages.txt');
      await writeFile(list, `${purl}\n`);
      const { findings, coverage } = await scan(`sbom:${list}`, settings);
      if (coverage.sources.every(({ records }) => records === 0))
        return { why: `no data of ${textIn(query, 'ecosystem') ?? purl}` };
      const expected = (Array.isArray(query.ids) ? query.ids : []).map((id) => plain(String(id)));
      const told = findings.map(idsOf);
      const partitions = new Set(coverage.sources.map(({ id }) => id));
      const untold = expected.filter((id) => !told.some((ids) => ids.includes(id)));
      const missing: string[] = [];
      for (const id of untold) {
        const records = await searchDatabase(id, settings);
        const own = records.flatMap((one) =>
          'advisory' in one && partitions.has(one.partition) ? [one.advisory.id] : [],
        );
        if (own.map(plain).includes(id)) missing.push(id);
        else if (own.length > 0) aside.alias += 1;
      }
      const extra: (readonly string[])[] = [];
      for (const ids of told) if (!ids.some((id) => expected.includes(id)) && (await couldTell(ids))) extra.push(ids);
      if (missing.length + extra.length === 0) return undefined;
      return {
        expected: `${purl}: ${count(expected.length, 'id')}`,
        actual: `missing ${missing.join(' ') || 'none'}; more ${extra.map((ids) => ids.join('=')).join(' ') || 'none'}`,
      };
    };

    try {
      await eachCase(tally, path.join(folder, 'queries.jsonl'), async (query) => {
        const ecosystem = (textIn(query, 'ecosystem') ?? (query.purl === undefined ? 'commit' : 'purl')).split(':')[0];
        const name = `${ecosystem} ${textIn(query, 'name') ?? textIn(query, 'purl') ?? ''} ${textIn(query, 'version') ?? ''}`;
        await tally.judge(ecosystem ?? '', name, () => judge(query));
      });
      const notes = [
        `set aside: ${aside.later} told flaws whose records were written after the recording, ${aside.elsewhere} of databases that OSV.dev does not carry, and ${aside.alias} untold ids that only another record at hand names as an alias`,
      ];
      return { ...tally.result(), notes };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
};
