import type { Report } from '../../core/index.ts';
import { findings } from './sample/findings.ts';
import {
  curl,
  digest,
  go,
  hostile,
  hostileText,
  image,
  layers,
  libc,
  libssl,
  lodash,
  openssl,
  perl,
  requests,
  requestsDeb,
  undici,
  unjudged,
  zlib,
} from './sample/packages.ts';

/** A report for tests, made up: the faults are shaped like real ones, the texts are ours, and some strings are hostile on purpose. */

export { hostileText } from './sample/packages.ts';

/** An image of four layers with findings of every severity and kind of fix, problems of coverage and hostile strings. */
export const sampleReport: Report = {
  schemaVersion: '2.0',
  tool: { name: 'seaworthy', version: '0.1.0' },
  created: '2024-05-20T12:00:00.000Z',
  subject: image,
  distribution: {
    id: 'debian',
    version: '12',
    codename: 'bookworm',
    like: [],
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
    path: 'usr/lib/os-release',
    endOfLife: { date: '2026-06-10', passed: false },
  },
  layers,
  packages: [unjudged, curl, libc, libssl, openssl, perl, requestsDeb, zlib, go, hostile, lodash, undici, requests],
  findings: [...findings].sort((a, b) => b.risk.score - a.risk.score),
  coverage: {
    parts: [
      { id: 'dpkg', version: 1, files: 41, found: 7, state: 'complete' },
      { id: 'npm', version: 1, files: 4, found: 3, state: 'partly' },
      { id: 'python', version: 1, files: 2, found: 1, state: 'complete' },
      { id: 'go-binary', version: 1, files: 1, found: 1, state: 'complete' },
      { id: 'secrets', version: 1, files: 0, found: 0, state: 'not-run', why: 'switched off' },
    ],
    problems: [
      {
        code: 'E_FORMAT',
        message: 'line 1 is not JSON',
        where: 'srv/shop/node_modules/broken/package.json',
        part: 'npm',
        incomplete: true,
      },
      {
        code: 'E_LIMIT',
        message: `larger than the 16 MiB that are read ${hostileText}`,
        where: 'srv/shop/bin/huge',
        part: 'go-binary',
        incomplete: true,
      },
      {
        code: 'E_FEED',
        message: 'KEV was refused: not JSON; the data of 2024-05-12 stays in force',
        where: 'kev',
        part: 'advisories',
        incomplete: false,
      },
    ],
    sources: [
      {
        id: 'debian/bookworm',
        title: 'Debian security tracker, bookworm',
        date: '2024-05-20T06:10:00Z',
        dated: 'server',
        tells: 'advisories',
        fetched: '2024-05-20T11:59:00Z',
        records: 31204,
        digest: digest('7'),
        origin: 'https://security-tracker.debian.org/tracker/data/json',
      },
      {
        id: 'epss',
        title: 'EPSS',
        date: '2024-05-19T00:00:00Z',
        dated: 'publisher',
        tells: 'epss',
        fetched: '2024-05-20T11:59:00Z',
        records: 241332,
        digest: digest('8'),
        origin: 'https://epss.example/current.csv.gz',
      },
      {
        id: 'kev',
        title: 'CISA known exploited vulnerabilities',
        date: '2024-05-12T15:00:00Z',
        dated: 'publisher',
        tells: 'exploited',
        fetched: '2024-05-12T18:00:00Z',
        records: 1112,
        digest: digest('9'),
        origin: 'https://www.cisa.example/kev.json',
      },
      {
        id: 'osv/Go',
        title: 'OSV, Go',
        date: '2024-05-20T09:00:00Z',
        dated: 'publisher',
        tells: 'advisories',
        fetched: '2024-05-20T11:59:00Z',
        records: 2801,
        digest: digest('e'),
        origin: 'https://osv.example/Go/all.zip',
      },
      {
        id: 'osv/npm',
        title: 'OSV, npm',
        date: '2024-05-20T09:00:00Z',
        dated: 'publisher',
        tells: 'advisories',
        fetched: '2024-05-20T11:59:00Z',
        records: 15790,
        digest: digest('f'),
        origin: 'https://osv.example/npm/all.zip',
      },
    ],
    unjudged: [
      { type: 'cargo', packages: 1, why: 'no source of advisories for cargo is set up', examples: ['ripgrep 13.0.0'] },
    ],
    unidentified: [{ path: 'usr/local/bin/pilot', what: 'program (ELF)' }],
    lookedFor: ['vulnerability'],
  },
};

/** The same image without findings: `judged` with data and nothing missed, or with no data at all. */
export function emptyReport(judged: boolean): Report {
  const packages = sampleReport.packages.filter((each) => each.type === 'deb');
  const coverage = judged
    ? { ...sampleReport.coverage, problems: [], unjudged: [], unidentified: [] }
    : {
        parts: sampleReport.coverage.parts,
        problems: [],
        sources: [],
        unjudged: [
          {
            type: 'deb',
            packages: packages.length,
            why: 'offline and no partition debian/bookworm',
            examples: ['curl'],
          },
        ],
        unidentified: [],
        lookedFor: ['vulnerability' as const],
      };
  return { ...sampleReport, packages, findings: [], coverage };
}
