import {
  type Digest,
  type Evidence,
  type Finding,
  type Fix,
  fingerprint,
  type LayerRef,
  type Package,
  type Report,
  type Severity,
} from '../core/index.ts';

/** A report for tests, made up: the faults are shaped like real ones, the texts are ours, and some strings are hostile on purpose. */

const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;

/** Markup, an escape sequence, a line feed, a change of direction and zero-width characters in one. */
export const hostileText =
  '<script>alert("x")</script>\u001b[31m red\n### forged \u202egnp.exe\u200b `code` & \'quotes\'';

const layers: readonly LayerRef[] = [
  { index: 0, digest: digest('a'), createdBy: '/bin/sh -c #(nop) ADD file:4d192565a7220e13 in / ' },
  {
    index: 1,
    digest: digest('b'),
    createdBy:
      'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates curl openssl python3-requests && rm -rf /var/lib/apt/lists/* # buildkit',
  },
  { index: 2, digest: digest('c'), createdBy: 'RUN /bin/sh -c npm ci --omit=dev # buildkit' },
  { index: 3, digest: digest('d'), createdBy: 'COPY . /srv/shop # buildkit' },
];

const layer = (index: number): LayerRef => layers[index] ?? { index, digest: digest('0') };

interface Made {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly order: string;
  readonly layer: number;
  readonly path: string;
  readonly source?: readonly [string, string];
  readonly licences?: readonly string[];
  readonly foundBy: string;
  readonly ownedBy?: string;
}

function make(made: Made): Package {
  const namespace = made.type === 'deb' ? 'debian/' : '';
  const purl = `pkg:${made.type}/${namespace}${encodeURIComponent(made.name)}@${encodeURIComponent(made.version)}`;
  return {
    id: `${purl}#${made.path}`,
    name: made.name,
    version: made.version,
    purl,
    type: made.type,
    versionOrder: made.order,
    ...(made.type === 'deb' ? { architecture: 'amd64' } : {}),
    ...(made.source === undefined ? {} : { source: { name: made.source[0], version: made.source[1] } }),
    licences: made.licences ?? [],
    path: made.path,
    paths: [made.path],
    layer: layer(made.layer),
    files: [],
    ...(made.ownedBy === undefined ? {} : { ownedBy: made.ownedBy }),
    foundBy: made.foundBy,
  };
}

const status = 'var/lib/dpkg/status';
const deb = (name: string, version: string, at: number, source?: readonly [string, string]): Package =>
  make({
    type: 'deb',
    name,
    version,
    order: 'dpkg',
    layer: at,
    path: status,
    foundBy: 'dpkg',
    ...(source ? { source } : {}),
  });
const npm = (
  name: string,
  version: string,
  licence: string,
  path = `srv/shop/node_modules/${name}/package.json`,
): Package =>
  make({ type: 'npm', name, version, order: 'semver', layer: 2, path, foundBy: 'npm', licences: [licence] });

const openssl = deb('openssl', '3.0.11-1~deb12u2', 1);
const libssl = deb('libssl3', '3.0.11-1~deb12u2', 0, ['openssl', '3.0.11-1~deb12u2']);
const curl = deb('curl', '7.88.1-10+deb12u5', 1);
const zlib = deb('zlib1g', '1:1.2.13.dfsg-1+b1', 0, ['zlib', '1:1.2.13.dfsg-1']);
const libc = deb('libc6', '2.36-9+deb12u4', 0, ['glibc', '2.36-9+deb12u4']);
const perl = deb('perl-base', '5.36.0-7+deb12u1', 0, ['perl', '5.36.0-7+deb12u1']);
const requestsDeb = deb('python3-requests', '2.28.1+dfsg-1', 1, ['requests', '2.28.1+dfsg-1']);
const requests = make({
  type: 'pypi',
  name: 'requests',
  version: '2.28.1',
  order: 'pep440',
  layer: 1,
  path: 'usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO',
  licences: ['Apache 2.0'],
  foundBy: 'python',
  ownedBy: requestsDeb.id,
});
const go = make({
  type: 'golang',
  name: 'golang.org/x/net',
  version: 'v0.15.0',
  order: 'go',
  layer: 3,
  path: 'srv/shop/bin/worker',
  foundBy: 'go-binary',
});
const lodash = npm('lodash', '4.17.20', 'MIT');
const undici = npm('undici', '5.26.1', 'MIT');
const hostile = npm(
  `${hostileText}/漢字パッケージ🚢`,
  '1.0.0',
  'SEE LICENSE IN <LICENSE>',
  'srv/shop/node_modules/x/package.json',
);
const unjudged = make({
  type: 'cargo',
  name: 'ripgrep',
  version: '13.0.0',
  order: 'semver',
  layer: 3,
  path: 'srv/shop/bin/rg',
  foundBy: 'cargo',
});

interface Judged {
  readonly id: string;
  readonly about: Package;
  readonly title: string;
  readonly severity: Severity;
  readonly score?: number;
  readonly fix: Fix;
  readonly risk: number;
  readonly epss?: readonly [number, number];
  readonly kev?: string;
  readonly source: string;
  readonly aliases?: readonly string[];
}

const fixedIn = (...versions: readonly string[]): Fix => ({
  state: 'fixed',
  versions,
  advice: `Upgrade to ${versions.join(' or ')}.`,
});
const noFix: Fix = {
  state: 'unfixed',
  versions: [],
  advice: 'No fixed version yet: watch the advisory, or remove the package if it is not needed.',
};
const wontFix: Fix = {
  state: 'wont-fix',
  versions: [],
  advice: 'Debian will not fix it in this release: remove the package or move to a newer release.',
};

function chain(judged: Judged): readonly Evidence[] {
  const { about, fix } = judged;
  const where = about.layer === undefined ? {} : { layer: about.layer };
  const fixed = fix.versions[0];
  return [
    { kind: 'file', statement: `${about.path} was read.`, source: about.path, ...where },
    {
      kind: 'package',
      statement: `It says that ${about.name} ${about.version} is installed.`,
      observed: about.version,
      source: about.purl,
      ...where,
    },
    {
      kind: 'record',
      statement: `${judged.source} lists ${judged.id} for ${about.source?.name ?? about.name}.`,
      source: judged.source,
    },
    fixed === undefined
      ? {
          kind: 'comparison',
          statement: 'The record names no fixed version: every version is affected.',
          observed: about.version,
          source: judged.source,
        }
      : {
          kind: 'comparison',
          statement: `${about.version} is older than ${fixed} in the ${about.versionOrder} order.`,
          observed: about.version,
          expected: `≥ ${fixed}`,
          source: judged.source,
        },
    ...(judged.kev === undefined
      ? []
      : [
          {
            kind: 'context',
            statement: `Exploited in the wild, on the list since ${judged.kev}.`,
            source: 'kev',
          } as const,
        ]),
  ];
}

function judge(judged: Judged): Finding {
  const { about, epss, kev } = judged;
  const where = about.layer === undefined ? {} : { layer: about.layer };
  return {
    kind: 'vulnerability',
    id: judged.id,
    aliases: judged.aliases ?? [],
    title: judged.title,
    details: `${judged.title}. An attacker who can reach the affected function may use this; what is at stake depends on how the program is used.`,
    severity: judged.severity,
    severitySource: judged.score === undefined ? judged.source : 'NVD',
    cvss:
      judged.score === undefined
        ? []
        : [{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: judged.score, source: 'NVD' }],
    exploitation: {
      ...(kev === undefined
        ? {}
        : { known: { added: kev, due: '2023-10-31', ransomware: false, action: 'Apply the update of the maker.' } }),
      ...(epss === undefined ? {} : { epss: { probability: epss[0], percentile: epss[1] } }),
    },
    package: { id: about.id, name: about.name, version: about.version, purl: about.purl, type: about.type },
    location: { path: about.path, ...where },
    evidence: chain(judged),
    fix: judged.fix,
    risk: {
      score: judged.risk,
      factors: [
        { name: 'severity', effect: `base ${Math.round(judged.risk * 0.6)}`, why: `rated ${judged.severity}` },
        ...(epss === undefined
          ? []
          : [
              {
                name: 'likelihood',
                effect: `${epss[0]} × 30`,
                why: 'EPSS gives the chance of exploitation in 30 days',
              },
            ]),
        ...(kev === undefined
          ? []
          : [{ name: 'exploited', effect: '+ 30', why: 'it is on the list of exploited flaws' }]),
      ],
    },
    references: [`https://security-tracker.debian.org/tracker/${judged.id}`, 'javascript:alert(1)'],
    fingerprint: fingerprint('vulnerability', judged.id, about.type, about.name, about.path),
  };
}

const debian = 'debian/bookworm';
const fix13 = fixedIn('3.0.13-1~deb12u1');
const findings: readonly Finding[] = [
  judge({
    id: 'CVE-2023-44487',
    about: go,
    title: 'HTTP/2 rapid reset lets a client exhaust a server',
    severity: 'high',
    score: 7.5,
    fix: fixedIn('0.17.0'),
    risk: 96,
    epss: [0.944, 0.999],
    kev: '2023-10-10',
    source: 'osv/Go',
    aliases: ['GHSA-qppj-fm5r-hxr3', 'GO-2023-2102'],
  }),
  judge({
    id: 'CVE-2023-38545',
    about: curl,
    title: 'Heap overflow in the SOCKS5 proxy handshake',
    severity: 'critical',
    score: 9.8,
    fix: fixedIn('7.88.1-10+deb12u8'),
    risk: 81,
    epss: [0.271, 0.964],
    source: debian,
  }),
  ...[openssl, libssl].map((about) =>
    judge({
      id: 'CVE-2024-0727',
      about,
      title: 'Crash on a malformed PKCS #12 file',
      severity: 'medium',
      score: 5.5,
      fix: fix13,
      risk: 44,
      epss: [0.0021, 0.59],
      source: debian,
    }),
  ),
  ...[openssl, libssl].map((about) =>
    judge({
      id: 'CVE-2023-6129',
      about,
      title: 'POLY1305 corrupts vector registers on PowerPC',
      severity: 'medium',
      score: 6.5,
      fix: fix13,
      risk: 41,
      epss: [0.0104, 0.83],
      source: debian,
    }),
  ),
  judge({
    id: 'CVE-2024-2511',
    about: openssl,
    title: 'Unbounded memory growth with session handling in TLSv1.3',
    severity: 'low',
    score: 3.7,
    fix: fixedIn('3.0.14-1~deb12u1'),
    risk: 22,
    epss: [0.033, 0.91],
    source: debian,
  }),
  judge({
    id: 'CVE-2021-23337',
    about: lodash,
    title: 'Command injection through the template function',
    severity: 'high',
    score: 7.2,
    fix: fixedIn('4.17.21'),
    risk: 39,
    epss: [0.0057, 0.76],
    source: 'osv/npm',
    aliases: ['GHSA-35jh-r3h4-6jhm'],
  }),
  judge({
    id: 'GHSA-wqq4-5wpv-mx2g',
    about: undici,
    title: 'Cookie header is not cleared on a redirect to another host',
    severity: 'low',
    fix: fixedIn('5.26.2', '6.0.1'),
    risk: 14,
    source: 'osv/npm',
  }),
  judge({
    id: 'CVE-2023-45853',
    about: zlib,
    title:
      'Integer overflow in MiniZip while a ZIP archive is written, where a file name, comment or extra field is very long',
    severity: 'critical',
    score: 9.8,
    fix: wontFix,
    risk: 37,
    epss: [0.0061, 0.77],
    source: debian,
  }),
  judge({
    id: 'CVE-2023-31484',
    about: perl,
    title: 'CPAN.pm does not check TLS certificates',
    severity: 'high',
    score: 8.1,
    fix: noFix,
    risk: 34,
    epss: [0.0092, 0.82],
    source: debian,
  }),
  judge({
    id: 'CVE-2010-4756',
    about: libc,
    title: 'glob() takes much time and memory for crafted patterns',
    severity: 'negligible',
    fix: wontFix,
    risk: 2,
    epss: [0.0042, 0.73],
    source: debian,
  }),
  judge({
    id: 'CVE-2099-0001',
    about: hostile,
    title: hostileText,
    severity: 'unknown',
    fix: { state: 'unknown', versions: [], advice: hostileText },
    risk: 20,
    source: 'osv/npm',
  }),
  {
    kind: 'secret',
    id: 'secret/aws-access-key',
    aliases: [],
    title: 'AWS access key in a file',
    severity: 'critical',
    severitySource: 'seaworthy',
    cvss: [],
    exploitation: {},
    location: { path: 'srv/shop/.env', line: 3, column: 16, layer: layer(3) },
    evidence: [
      {
        kind: 'observation',
        statement: 'A text with the form of an access key id stands beside one with the form of a secret key.',
        observed: 'AKIA************QQ7C',
        layer: layer(3),
        source: 'srv/shop/.env',
      },
    ],
    fix: {
      state: 'fixed',
      versions: [],
      advice: 'Revoke the key, then build without the file: deleting it in a later layer leaves it in this one.',
    },
    risk: { score: 78, factors: [{ name: 'severity', effect: 'base 78', why: 'whoever pulls the image has the key' }] },
    references: [],
    fingerprint: fingerprint('secret', 'secret/aws-access-key', 'srv/shop/.env'),
  },
  {
    kind: 'misconfiguration',
    id: 'image/root-user',
    aliases: [],
    title: 'The image runs as root',
    severity: 'medium',
    severitySource: 'seaworthy',
    cvss: [],
    exploitation: {},
    location: { path: '' },
    evidence: [
      {
        kind: 'rule',
        statement: 'The configuration names no user.',
        observed: '(none)',
        expected: 'a user other than root',
      },
    ],
    fix: { state: 'fixed', versions: [], advice: 'Add a USER instruction with a number above 0.' },
    risk: { score: 30, factors: [] },
    references: [],
    fingerprint: fingerprint('misconfiguration', 'image/root-user', ''),
  },
  {
    ...judge({
      id: 'CVE-2020-28500',
      about: lodash,
      title: 'Slow regular expression in trim functions',
      severity: 'medium',
      score: 5.3,
      fix: fixedIn('4.17.21'),
      risk: 18,
      epss: [0.0028, 0.65],
      source: 'osv/npm',
    }),
    suppression: { by: 'mara@shop.example', reason: 'Only constant strings are trimmed.', until: '2024-09-30' },
  },
];

/** An image of four layers with findings of every severity and kind of fix, problems of coverage and hostile strings. */
export const sampleReport: Report = {
  schemaVersion: '1.0',
  tool: { name: 'seaworthy', version: '0.1.0' },
  created: '2024-05-20T12:00:00.000Z',
  subject: {
    kind: 'image',
    name: 'registry.example/shop/api:1.4.2',
    digest: digest('4'),
    configDigest: digest('5'),
    platform: { os: 'linux', architecture: 'amd64' },
    indexDigest: digest('6'),
  },
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
        fetched: '2024-05-20T11:59:00Z',
        records: 31204,
        digest: digest('7'),
        origin: 'https://security-tracker.debian.org/tracker/data/json',
      },
      {
        id: 'epss',
        title: 'EPSS',
        date: '2024-05-19T00:00:00Z',
        fetched: '2024-05-20T11:59:00Z',
        records: 241332,
        digest: digest('8'),
        origin: 'https://epss.example/current.csv.gz',
      },
      {
        id: 'kev',
        title: 'CISA known exploited vulnerabilities',
        date: '2024-05-12T15:00:00Z',
        fetched: '2024-05-12T18:00:00Z',
        records: 1112,
        digest: digest('9'),
        origin: 'https://www.cisa.example/kev.json',
      },
      {
        id: 'osv/Go',
        title: 'OSV, Go',
        date: '2024-05-20T09:00:00Z',
        fetched: '2024-05-20T11:59:00Z',
        records: 2801,
        digest: digest('e'),
        origin: 'https://osv.example/Go/all.zip',
      },
      {
        id: 'osv/npm',
        title: 'OSV, npm',
        date: '2024-05-20T09:00:00Z',
        fetched: '2024-05-20T11:59:00Z',
        records: 15790,
        digest: digest('f'),
        origin: 'https://osv.example/npm/all.zip',
      },
    ],
    unjudged: [
      { type: 'cargo', packages: 1, why: 'no source of advisories for cargo is set up', examples: ['ripgrep 13.0.0'] },
    ],
  },
};

/** The same image without findings: `judged` with data and nothing missed, or with no data at all. */
export function emptyReport(judged: boolean): Report {
  const packages = sampleReport.packages.filter((each) => each.type === 'deb');
  const coverage = judged
    ? { ...sampleReport.coverage, problems: [], unjudged: [] }
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
      };
  return { ...sampleReport, packages, findings: [], coverage };
}
