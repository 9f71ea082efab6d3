import {
  type Coverage,
  type Digest,
  type Evidence,
  emptyCoverage,
  type Package,
  reportSchemaVersion,
  type StoredFinding,
} from '../../core/index.ts';

/* Pieces of the examples of several kinds. */

export const exampleDigest = (character: string): Digest => `sha256:${character.repeat(64)}`;

export const exampleLayer = { index: 0, digest: exampleDigest('1'), createdBy: 'COPY . /app' };

export const examplePackage: Package = {
  id: 'pkg:deb/debian/openssl@3.0.11-1 var/lib/dpkg/status',
  name: 'openssl',
  version: '3.0.11-1',
  purl: 'pkg:deb/debian/openssl@3.0.11-1',
  type: 'deb',
  versionOrder: 'dpkg',
  architecture: 'amd64',
  source: { name: 'openssl', version: '3.0.11-1' },
  origin: { maintainer: 'Debian OpenSSL Team' },
  licences: ['Apache-2.0'],
  path: 'var/lib/dpkg/status',
  paths: ['var/lib/dpkg/status'],
  layer: exampleLayer,
  files: ['usr/bin/openssl'],
  foundBy: 'dpkg',
};

export const exampleDistribution = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  like: [],
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  path: 'usr/lib/os-release',
  endOfLife: { date: '2028-06-30', passed: false },
};

export const exampleEvidence: Evidence = {
  kind: 'comparison',
  statement: '3.0.11-1 is lower than 3.0.15-1.',
  observed: '3.0.11-1',
  expected: '3.0.15-1 or higher',
  source: 'debian-tracker/bookworm',
  layer: exampleLayer,
};

export const exampleFinding: StoredFinding = {
  kind: 'vulnerability',
  id: 'CVE-2026-1001',
  aliases: ['DSA-1-1'],
  title: 'A flaw in openssl',
  details: 'What it does.',
  severity: 'high',
  severitySource: 'nvd',
  cvss: [{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8, source: 'nvd' }],
  weaknesses: ['CWE-416'],
  exploitation: {
    known: { added: '2026-01-01', due: '2026-01-22', ransomware: false, action: 'Update.' },
    epss: { probability: 0.9, percentile: 0.99 },
    ssvc: { exploitation: 'active', automatable: true, impact: 'total' },
  },
  published: '2026-01-02T00:00:00Z',
  package: {
    id: examplePackage.id,
    name: 'openssl',
    version: '3.0.11-1',
    purl: examplePackage.purl,
    type: 'deb',
  },
  location: { kind: 'image-file', path: 'var/lib/dpkg/status', line: 1, column: 1, layer: exampleLayer },
  evidence: [exampleEvidence],
  usage: { state: 'in-use', as: 'exec', last: '2026-03-04T12:00:00Z', file: '/usr/bin/openssl' },
  fix: { state: 'fixed', versions: ['3.0.15-1'], advice: 'Update to 3.0.15-1.' },
  risk: { score: 81, factors: [{ name: 'severity', effect: '70', why: 'high' }] },
  references: ['https://example.com/CVE-2026-1001'],
  fingerprint: '0123456789abcdef0123456789abcdef',
  suppression: {
    by: 'ops',
    reason: 'not reachable',
    until: '2026-12-31',
    source: { kind: 'vex', name: 'openssl.vex.json', statement: 'statement 2' },
  },
};

/** Of another kind, about something else than the report. */
const exampleSecret: StoredFinding = {
  kind: 'secret',
  subject: { kind: 'host', name: 'a' },
  id: 'secret/aws-access-key',
  aliases: [],
  title: 'A key',
  severity: 'high',
  severitySource: 'seaworthy',
  location: { kind: 'image-config', entry: 'config:env/KEY', line: 1 },
  evidence: [],
  fix: { state: 'remedy', action: 'rotate', advice: 'Revoke it.' },
  risk: { score: 70, factors: [] },
  references: [],
  fingerprint: 'fedcba9876543210fedcba9876543210',
};

/** Told by another tool, of a web service, in two places. */
const exampleWeakness: StoredFinding = {
  ...exampleSecret,
  kind: 'weakness',
  id: 'zap/10020',
  location: { kind: 'web', url: 'https://a.example/', method: 'GET', parameter: 'q' },
  places: [
    { kind: 'web', url: 'https://a.example/', method: 'GET', parameter: 'q' },
    { kind: 'web', url: 'https://a.example/b' },
  ],
  weaknesses: ['CWE-79'],
  reportedBy: [
    {
      tool: 'ZAP',
      version: '2.16.0',
      rule: '10020',
      severity: 'Medium',
      report: 'zap.xml',
      at: 'site[0].alertitem[0]',
    },
  ],
  suppression: { by: 'ZAP', reason: 'a false positive', source: { kind: 'report', name: 'zap.xml' } },
};

/** Not scored, and about a package all the same. */
const exampleMalware: StoredFinding = {
  ...exampleSecret,
  kind: 'malware',
  id: 'MAL-2026-1',
  severity: 'critical',
  package: { id: 'x', name: 'evil', version: '1.0.0', purl: 'pkg:npm/evil@1.0.0', type: 'npm' },
};

export const exampleCoverage: Coverage = {
  ...emptyCoverage,
  parts: [{ id: 'dpkg', version: 1, files: 1, found: 1, state: 'partly', why: 'one file could not be read' }],
  problems: [{ code: 'E_FORMAT', message: 'cut off', where: 'var/lib/dpkg/status', part: 'dpkg', incomplete: true }],
  sources: [
    {
      id: 'debian-tracker/bookworm',
      title: 'Debian security tracker',
      date: '2026-03-01T00:00:00Z',
      dated: 'publisher',
      tells: 'advisories',
      fetched: '2026-03-01T06:00:00Z',
      records: 12,
      digest: exampleDigest('2'),
      origin: 'https://example.com/tracker.json',
    },
  ],
  unjudged: [{ type: 'npm', packages: 2, why: 'no source covers it', examples: ['left-pad'], through: 'owner' }],
  unidentified: [{ path: 'app/tool', what: 'executable (ELF)', layer: exampleLayer }],
  lookedFor: ['vulnerability', 'secret'],
};

export const exampleImage = {
  kind: 'image',
  digest: exampleDigest('a'),
  configDigest: exampleDigest('c'),
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  indexDigest: exampleDigest('b'),
} as const;

export const exampleReport = {
  schemaVersion: reportSchemaVersion,
  tool: { name: 'seaworthy', version: '1.2.3' },
  created: '2026-03-01T12:00:00.000Z',
  subject: { ...exampleImage, name: 'registry.example/shop:1.4' },
  distribution: exampleDistribution,
  findings: [exampleFinding, exampleSecret, exampleMalware, exampleWeakness],
  coverage: exampleCoverage,
  threshold: { failOn: ['severity>=high'], met: 1, notJudged: 0, notKnown: ['epss'] },
} as const;

export const exampleReason = { rule: 'unused', text: 'nobody has used it for 90 days', by: 'registry.example/shop@x' };
