import {
  type Digest,
  emptyCoverage,
  type Finding,
  fingerprint,
  type Package,
  reportSchemaVersion,
  type Severity,
} from '../../../core/index.ts';
import { type NewRecord, payloadDigest } from '../../../foundations/ledger/index.ts';
import { recordKind } from '../../../records/index.ts';

/* Records of every kind, made by hand: the life of one image over a month. */

export const digestOf = (character: string): Digest => `sha256:${character.repeat(64)}`;
export const image = digestOf('a');
export const index = digestOf('b');
export const configuration = digestOf('c');
export const imageName = 'registry.example/team/shop:1.4';

const producer = { name: 'seaworthy', version: '1.2.3' };
const key = { kind: 'key', fingerprint: digestOf('f'), algorithm: 'ecdsa-p256' } as const;
const store = 'registry.example/team/shop';

/** ISO time on a day of March 2026. */
export const onDay = (day: number, time = '12:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;

export function pack(name: string, version: string, type = 'deb'): Package {
  const purl = `pkg:${type}/${name}@${version}`;
  const path = type === 'deb' ? 'var/lib/dpkg/status' : `app/node_modules/${name}/package.json`;
  return {
    id: purl,
    name,
    version,
    purl,
    type,
    versionOrder: type,
    licences: [],
    path,
    paths: [path],
    files: [],
    foundBy: type,
  };
}

export interface FindingOptions {
  readonly fixed?: string;
  readonly exploited?: boolean;
  readonly suppressed?: boolean;
}

export function finding(id: string, severity: Severity, of: Package, options: FindingOptions = {}): Finding {
  const { fixed, exploited, suppressed } = options;
  return {
    kind: 'vulnerability',
    subject: { ...subject, name: imageName },
    id,
    aliases: [],
    title: 'A flaw',
    severity,
    severitySource: 'test',
    cvss: [],
    exploitation: exploited ? { known: { added: '2026-01-01', ransomware: false } } : {},
    package: { id: of.id, name: of.name, version: of.version, purl: of.purl, type: of.type },
    location: { kind: 'image-file', path: of.path },
    evidence: [],
    fix: fixed === undefined ? { state: 'unfixed', advice: '' } : { state: 'fixed', versions: [fixed], advice: '' },
    risk: { score: 50, factors: [] },
    references: [],
    fingerprint: fingerprint('vulnerability', id, of.name),
    ...(suppressed ? { suppression: { by: 'ops', reason: 'not reachable' } } : {}),
  };
}

export const packages = [
  pack('openssl', '3.0.11-1'),
  pack('zlib1g', '1.2.13'),
  pack('curl', '7.88.1'),
  pack('left-pad', '1.3.0', 'npm'),
] as const;

const [openssl, zlib, curl, leftPad] = packages;

type Draft = Omit<NewRecord, 'producer' | 'subject' | 'payload' | 'shape'> & {
  readonly subject?: string;
  readonly payload: unknown;
};

export const record = (draft: Draft): NewRecord => ({
  subject: image,
  names: [imageName, index, configuration],
  producer,
  shape: recordKind(draft.kind)?.shape ?? 1,
  ...draft,
});

const subject = {
  kind: 'image',
  digest: image,
  configDigest: configuration,
  platform: { os: 'linux', architecture: 'amd64' },
  indexDigest: index,
} as const;

export function inventory(of: readonly Package[]): Record<string, unknown> {
  return {
    subject,
    distribution: {
      id: 'debian',
      version: '12',
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
      like: [],
      path: 'etc/os-release',
    },
    layers: [{ index: 0, digest: digestOf('1') }],
    packages: of,
    coverage: emptyCoverage,
  };
}

export function scan(findings: readonly Finding[], basis: 'image' | 'inventory' = 'image', more: object = {}): object {
  return {
    basis,
    inventory: payloadDigest(inventory(packages)),
    report: {
      schemaVersion: reportSchemaVersion,
      tool: producer,
      created: onDay(1),
      subject: { ...subject, name: imageName },
      findings,
      coverage: { ...emptyCoverage, ...more },
    },
  };
}

const data = (date: string): NonNullable<NewRecord['data']> => [{ id: 'debian/12', date, fetched: date }];

export const firstFindings = [
  finding('CVE-2026-1001', 'critical', openssl, { fixed: '3.0.15-1', exploited: true }),
  finding('CVE-2026-1002', 'high', curl, { fixed: '7.88.1-10' }),
  finding('CVE-2025-7', 'low', zlib),
];

export const laterFindings = [
  finding('CVE-2026-1001', 'critical', openssl, { fixed: '3.0.15-1', exploited: true }),
  finding('CVE-2026-1003', 'medium', leftPad),
  finding('CVE-2025-7', 'medium', zlib),
];

export const decision = (allowed: boolean): object => ({
  gate: { name: 'production', digest: digestOf('9') },
  judged: onDay(5),
  decision: {
    subject: { kind: 'workload', name: 'shop/Deployment/web' },
    allowed,
    results: [
      {
        rule: 'no-exploited',
        state: allowed ? 'pass' : 'fail',
        action: 'enforce',
        message: 'CVE-2026-1001 in openssl 3.0.11-1 is known to be exploited',
        evidence: [],
        ...(allowed ? { exception: { by: 'alice', reason: 'patched in the kernel', until: '2026-04-01' } } : {}),
        remedy: 'Update openssl to 3.0.15-1 and build again.',
      },
      { rule: 'signed', state: 'pass', action: 'enforce', message: 'signed by the release key', evidence: [] },
      {
        rule: 'in-use',
        state: 'not-assessed',
        action: 'warn',
        message: 'never watched at run time',
        evidence: [],
      },
    ],
    warnings: ['The exception to no-exploited by alice ends soon.'],
    patches: [],
    inputsDigest: digestOf('7'),
    policyDigest: digestOf('8'),
  },
  facts: { subject: { kind: 'workload', name: 'shop/Deployment/web' }, images: [] },
});

const use = (of: Package, strongest: string): object => ({
  purl: of.purl,
  name: of.name,
  version: of.version,
  strongest,
  exec: 1,
  map: 0,
  open: 2,
  first: onDay(9),
  last: onDay(9, '18:30'),
  files: ['/usr/bin/openssl'],
});

export const inUse = {
  observation: {
    first: onDay(9),
    last: onDay(9, '18:30'),
    observedFor: 23_400_000,
    events: 81_234,
    containers: ['3f2a91c0de11'],
  },
  limits: ['7 events were lost'],
  packages: [use(openssl, 'map'), use(curl, 'exec')],
  unownedFiles: 3,
};

export const tombstone = {
  registry: 'registry.example',
  repository: 'team/shop',
  digest: image,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  tags: ['1.4'],
  reasons: [{ rule: 'old', text: '30 days old' }],
  plan: digestOf('6'),
  state: 'deleted',
  time: onDay(30),
  preserved: [{ what: 'inventory', digest: digestOf('5') }],
};

/** What a lint found, by what is told of it. */
export const linted = (findings: readonly Pick<Finding, 'id' | 'title' | 'severity'>[]): object => ({
  report: {
    schemaVersion: reportSchemaVersion,
    tool: producer,
    created: onDay(1),
    subject: { kind: 'dockerfile', name: 'Dockerfile' },
    layers: [],
    packages: [],
    findings: findings.map((one) => ({
      kind: 'misconfiguration',
      aliases: [],
      severitySource: 'seaworthy',
      location: { kind: 'whole' },
      evidence: [],
      fix: { state: 'remedy', action: 'change', advice: '' },
      risk: { score: 50, factors: [] },
      references: [],
      fingerprint: fingerprint('misconfiguration', one.id),
      ...one,
    })),
    coverage: emptyCoverage,
  },
});

export const shellFinding = (title: string, severity = 'low'): object => ({
  kind: 'runtime',
  id: 'runtime/shell',
  aliases: [],
  title,
  severity,
  severitySource: 'rule priority Notice',
  location: { kind: 'runtime', host: 'node-1', process: '/bin/sh' },
  evidence: [],
  fix: { state: 'remedy', action: 'investigate', advice: 'Look at the process.' },
  risk: { score: 20, factors: [] },
  references: [],
  fingerprint: 'f'.repeat(32),
});

export const watched = (
  events: number,
  alertsInAll: number,
  lost: number,
  found: readonly string[],
  more: object = {},
): object => ({
  by: 'watch',
  first: onDay(9),
  last: onDay(9, '18:30'),
  events,
  alertsInAll,
  findings: found.map((title) => ({ finding: shellFinding(title), count: 1, first: onDay(9), last: onDay(9) })),
  rules: { on: 3, silent: 1 },
  lost,
  lostByKind: {},
  limits: [],
  containers: ['3f2a91c0de11'],
  ...more,
});

/** As it was kept before findings were. */
export const watched1 = (alertsInAll: number, rules: readonly string[]): object => ({
  first: onDay(9),
  last: onDay(9, '18:30'),
  events: 5,
  alertsInAll,
  alerts: rules.map((rule) => ({ rule, priority: 'Notice', time: onDay(9) })),
  lost: 0,
  lostByKind: {},
  containers: ['3f2a91c0de11'],
});

const { registry, repository } = tombstone;

/** What a plan says in all. */
export const planOver = (...digests: readonly Digest[]): object => ({
  plan: digestOf('6'),
  policy: {},
  inputs: { registries: digestOf('1'), uses: digestOf('2'), policy: digestOf('3') },
  registries: [],
  sources: [],
  counts: { keep: 0, delete: digests.length, problems: 0 },
  bytes: { freed: 0, kept: 0, exact: true },
  delete: digests.map((digest) => ({ registry, repository, digest })),
});

/** What a plan says of the image alone. */
export const planned = {
  state: 'delete',
  registry,
  repository,
  digest: image,
  kind: 'image',
  tags: ['1.4'],
  reasons: tombstone.reasons,
  frees: 7,
};

const made = { act: 'made', signer: key, store, manifest: digestOf('d'), bundle: digestOf('e') } as const;
const checked = {
  act: 'checked',
  signer: key,
  store,
  verdict: 'trusted',
  why: 'one signature meets the requirement',
  verified: [{ manifest: digestOf('d') }],
  evidence: [{ kind: 'signature', statement: 'the signature over the payload is by this key' }],
} as const;

/** One record of each kind, oldest first; the tombstone is apart. */
export const life: readonly NewRecord[] = [
  record({
    kind: 'lint',
    time: onDay(1, '08:00'),
    payload: linted([{ id: 'dockerfile/root-user', title: 'Runs as root', severity: 'medium' }]),
  }),
  record({ kind: 'inventory', time: onDay(1, '09:00'), payload: inventory(packages.slice(0, 3)) }),
  record({ kind: 'scan', time: onDay(1, '09:00'), data: data(onDay(1, '06:00')), payload: scan(firstFindings) }),
  record({
    kind: 'signature',
    time: onDay(2),
    payload: { ...made, predicateType: 'https://sigstore.dev/cosign/sign/v1' },
  }),
  record({
    kind: 'attestation',
    time: onDay(2, '12:01'),
    payload: { ...made, predicateType: 'https://cyclonedx.org/bom' },
  }),
  record({ kind: 'signature', subject: index, names: [imageName], time: onDay(3), payload: checked }),
  record({
    kind: 'decision',
    subject: 'workload:shop/Deployment/web',
    names: [image],
    time: onDay(5),
    payload: decision(false),
  }),
  record({ kind: 'inventory', time: onDay(8), payload: inventory(packages) }),
  record({ kind: 'scan', time: onDay(8), data: data(onDay(7)), payload: scan(laterFindings, 'inventory') }),
  record({
    kind: 'decision',
    subject: 'workload:shop/Deployment/web',
    names: [image],
    time: onDay(8, '15:00'),
    payload: decision(true),
  }),
  record({ kind: 'in-use', time: onDay(9, '18:31'), payload: inUse }),
  record({
    kind: 'event-summary',
    time: onDay(9, '18:31'),
    payload: watched(81_234, 1, 7, ['Shell in a container']),
  }),
  record({
    kind: 'retire-plan',
    time: onDay(29),
    payload: planned,
  }),
];
