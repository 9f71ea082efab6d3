import { ecosystemOf } from '../../../ecosystems/index.ts';
import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { askOsv } from './ask.ts';
import { named, osvKey, packageName } from './names.ts';
import { parseOsv } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'osv/';
/** Names of ecosystems: `npm`, `crates.io`, `Rocky Linux`. */
const form = /^osv\/[A-Za-z][A-Za-z0-9]{0,40}(?:[ .-][A-Za-z0-9]{1,40}){0,4}$/;

/** All that may rate a CVE. */
const rating = [...new Set(named.map(({ osv: { name } }) => `${prefix}${name}`))];

/**
 * Advisories for language packages, gathered by OSV.dev from GitHub, PyPA, Go, RustSec and others, one zip for each ecosystem. Distributions are
 * looked up in their own feeds. Partitions: `osv/npm`, `osv/PyPI`, `osv/Go` …
 */
export const osv: Feed = {
  id: 'osv',
  version: 7,
  title: 'OSV',
  needs: ['network'],
  base: 'https://osv-vulnerabilities.storage.googleapis.com',
  setting: 'osv',
  publisher: 'OSV.dev: GitHub, PyPA, Go, RustSec and others',
  licence: 'CC-BY-4.0 (GitHub, PyPA, Go), CC0-1.0 (RustSec); each record names its source',
  // The zip of npm has some hundred MB; it is held, and read record by record.
  limits: { bytes: 288 * MiB, inflatedBytes: 288 * MiB, records: 5_000_000 },
  tells: 'advisories',
  tellsMalware: true,
  proven: {
    with: 'real',
    what: 'The zips of PyPI, Go, crates.io, RubyGems and npm as of 2026-08: each record gives rows or is told. Others in the same form.',
  },
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: (partition) => [{ path: `${partition.slice(prefix.length)}/all.zip` }],
  prepare: loadCalculator,
  parse: (partition, files) => parseOsv(partition.slice(prefix.length), files),
  asks: {
    base: 'https://api.osv.dev',
    ask: (partition, names, ask) => askOsv(partition.slice(prefix.length), names, ask),
  },
  rates: { partitions: () => rating, fetch: false },
  lookups(found) {
    const { osv: naming, extractors } = ecosystemOf(found.type) ?? {};
    if (naming === undefined) return [];
    const written = packageName(found.purl, naming.separator);
    const known = naming.knownAs ? naming.knownAs(written, found.version) : { name: written, version: found.version };
    if (known === undefined || written === '') return [];
    const { name, version } = known;
    const place = { partition: `${prefix}${naming.name}`, version };
    const why =
      naming.knownAs === undefined
        ? `OSV lists advisories about the ${naming.name} package ${name}.`
        : `OSV lists advisories of ${naming.name} about ${name}, by the versions of its makers: ${written} ${found.version} was brought by no package manager.`;
    const own = { ...place, key: osvKey(naming.name, name), name, why };
    // What an extractor took out of the package's own files is its name; who wrote a bill of materials may have meant another.
    const isItsOwn = extractors?.some(({ id }) => id === found.foundBy);
    const other = isItsOwn === true ? undefined : naming.alsoMeant?.(name);
    if (other === undefined) return [own];
    const doubt = `OSV lists advisories about the ${naming.name} package ${other.name}, and ${name} may mean that: ${other.why}.`;
    return [own, { ...place, key: osvKey(naming.name, other.name), name: other.name, why: doubt }];
  },
};
