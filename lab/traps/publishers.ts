import { makeZip } from '../fixtures/index.ts';
import type { LayerFiles } from './scene.ts';

/** Files of an image, and of publishers, in the shapes in which they are found. */

/** `os-release` of a distribution. */
export const osRelease = (id: string, version: string, more = ''): LayerFiles => ({
  'etc/os-release': `ID=${id}\nVERSION_ID="${version}"\n${more}`,
});

export const bookworm = osRelease('debian', '12', 'VERSION_CODENAME=bookworm\n');

/** A stanza of dpkg's status; `more` are further fields, a line each. */
export const dpkg = (name: string, version: string, more = 'Maintainer: Team <team@lists.debian.org>\n'): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${more}Description: ${name}\n\n`;

/** Debian 12 with these stanzas. */
export const debian = (...stanzas: readonly string[]): LayerFiles => ({
  ...bookworm,
  'var/lib/dpkg/status': stanzas.join(''),
});

/** A stanza of apk's list. */
export const apk = (name: string, version: string, origin = name, more = ''): string =>
  `P:${name}\nV:${version}\nA:x86_64\nS:1\nI:1\nT:${name}\nL:MIT\no:${origin}\n${more}\n`;

/** Alpine 3.20 with these stanzas. */
export const alpine = (...stanzas: readonly string[]): LayerFiles => ({
  ...osRelease('alpine', '3.20.3'),
  'lib/apk/db/installed': stanzas.join(''),
});

/** An installed npm package. */
export const npm = (name: string, version: string, root = 'app'): LayerFiles => ({
  [`${root}/node_modules/${name}/package.json`]: JSON.stringify({ name, version }),
});

/** Debian's tracker about one release: source, flaw, state. */
export const tracker = (
  ...states: readonly (readonly [source: string, flaw: string, state: Readonly<Record<string, string>>])[]
): Readonly<Record<string, string>> => ({
  'debian-tracker/data/json': JSON.stringify(
    Object.fromEntries(
      [...Map.groupBy(states, ([source]) => source)].map(([source, own]) => [
        source,
        Object.fromEntries(own.map(([, flaw, state]) => [flaw, { releases: { bookworm: state } }])),
      ]),
    ),
  ),
});

/** Alpine's list of one branch: source, fixed version, flaw. */
export const secdb = (
  ...fixes: readonly (readonly [source: string, fixed: string, flaw: string])[]
): Readonly<Record<string, string>> => ({
  'alpine/v3.20/main.json': JSON.stringify({
    distroversion: 'v3.20',
    packages: fixes.map(([name, fixed, flaw]) => ({ pkg: { name, secfixes: { [fixed]: [flaw] } } })),
  }),
});

/** Records of OSV about one ecosystem, which say: affected from the first version on, before this one. */
export const osv = (
  ecosystem: string,
  ...records: readonly (readonly [id: string, name: string, fixed: string, introduced?: string])[]
): Readonly<Record<string, Uint8Array>> => ({
  [`osv/${ecosystem}/all.zip`]: makeZip(
    records.map(([id, name, fixed, introduced = '0']) => ({
      name: `${id}.json`,
      content: JSON.stringify({
        schema_version: '1.7.0',
        id,
        modified: '2026-01-01T00:00:00Z',
        affected: [
          {
            package: { ecosystem, name },
            ranges: [{ type: ecosystem === 'Go' ? 'SEMVER' : 'ECOSYSTEM', events: [{ introduced }, { fixed }] }],
          },
        ],
      }),
    })),
  ),
});

/** One flaw of NVD's yearly file, with its rating. */
export const nvdRating = (cve: string, vector: string): Readonly<Record<string, string>> => ({
  [`nvd/nvdcve-2.0-${cve.slice(4, 8)}.json.gz`]: JSON.stringify(
    nvdAnswer([
      {
        id: cve,
        sourceIdentifier: 'cna@example.com',
        vulnStatus: 'Analyzed',
        metrics: {
          cvssMetricV31: [
            {
              source: 'nvd@nist.gov',
              type: 'Primary',
              cvssData: { version: '3.1', vectorString: vector, baseScore: 9.8, baseSeverity: 'CRITICAL' },
            },
          ],
        },
      },
    ]),
  ),
});

/** NVD's answer about one product. */
export const nvdProduct = (
  vendor: string,
  product: string,
  ...flaws: readonly (readonly [cve: string, configurations: readonly object[]])[]
): Readonly<Record<string, string>> => ({
  [`nvd-products/${vendor}/${product}.json`]: JSON.stringify(
    nvdAnswer(
      flaws.map(([id, configurations]) => ({
        id,
        vulnStatus: 'Analyzed',
        published: '2025-01-01T10:00:00.000',
        lastModified: '2025-01-02T10:00:00.000',
        descriptions: [{ lang: 'en', value: 'What can happen.' }],
        metrics: {},
        configurations,
      })),
    ),
  ),
});

const nvdAnswer = (flaws: readonly object[]): object => ({
  resultsPerPage: flaws.length,
  startIndex: 0,
  totalResults: flaws.length,
  format: 'NVD_CVE',
  version: '2.0',
  timestamp: '2026-01-02T03:00:01.500',
  vulnerabilities: flaws.map((cve) => ({ cve })),
});
