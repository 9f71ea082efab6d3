import { generateKeyPairSync } from 'node:crypto';
import type { Digest, Signer } from '../../../../core/index.ts';
import { type GateFacts, type GateFinding, type ImageFacts, known, type ScanFact } from '../facts.ts';
import type { Gate } from '../gate.ts';
import { readGate } from '../settings/read-gate.ts';

/* What the tests of the gate have in common: one image whose facts please every rule, and ways to spoil them. */

export const now = new Date('2026-11-24T12:00:00Z');
export const digest: Digest = `sha256:${'a'.repeat(64)}`;
export const reference = `registry.example.com/shop/web@${digest}`;
export const releaser: Signer = {
  kind: 'identity',
  issuer: 'https://accounts.example.com',
  subject: 'release@example.com',
};
export const signerYaml = '{ issuer: https://accounts.example.com, subject: release@example.com }';
export const publicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  type: 'spki',
  format: 'pem',
});

export const finding: GateFinding = {
  id: 'CVE-2026-1',
  aliases: ['GHSA-1'],
  kind: 'vulnerability',
  severity: 'critical',
  title: 'a flaw',
  package: { purl: 'pkg:deb/debian/openssl@3.0', name: 'openssl', version: '3.0' },
  fixable: true,
  fixedIn: '3.1',
  exploited: true,
};

export const scan: ScanFact = {
  created: '2026-11-24T06:00:00Z',
  incomplete: false,
  lookedFor: ['vulnerability', 'secret'],
  unjudged: [],
  unidentified: { count: 0, examples: [] },
  sources: [
    { id: 'debian/12', date: '2026-11-24T00:00:00Z', dated: 'server', tells: 'advisories' },
    { id: 'kev', date: '2026-11-24T00:00:00Z', dated: 'publisher', tells: 'exploited' },
    { id: 'epss', date: '2026-11-24T00:00:00Z', dated: 'publisher', tells: 'epss' },
  ],
  findings: [],
};

export const goodImage: ImageFacts = {
  reference,
  digest: known(digest),
  signatures: known([{ signer: releaser, verdict: 'trusted', verifiedTime: '2026-11-20T00:00:00Z' }]),
  attestations: known([
    {
      signer: releaser,
      verdict: 'trusted',
      verifiedTime: '2026-11-24T08:00:00Z',
      predicateType: 'https://example.com/scan/v1',
    },
  ]),
  scan: known(scan),
  inUse: known({ purls: [], observedFor: 72 * 3_600_000, last: '2026-11-24T11:00:00Z' }),
};

export const goodPod = {
  metadata: {},
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'web',
        image: reference,
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
};

export const facts = (image: Partial<ImageFacts> = {}, more: Partial<GateFacts> = {}): GateFacts => ({
  subject: { kind: 'workload', name: 'prod/Deployment/web' },
  namespace: 'prod',
  workload: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'web',
    podObject: goodPod,
    podPath: ['spec', 'template'],
  },
  images: [{ ...goodImage, ...image }],
  ...more,
});

/** The same for an image alone. */
export const bareFacts = (image: Partial<ImageFacts> = {}): GateFacts => ({
  subject: { kind: 'workload', name: 'image' },
  namespace: 'prod',
  images: [{ ...goodImage, ...image }],
});

/** A gate of rules written in YAML, one a line: `id: { … }`. */
export function gateOf(rules: readonly string[], top = ''): Promise<Gate> {
  const list = rules.map((rule) => `  - ${rule}\n`).join('');
  return readGate(
    Buffer.from(`gate: 1\n${top}${top === '' || top.endsWith('\n') ? '' : '\n'}rules:\n${list}`),
    'gate.yaml',
  );
}

/** One rule of every kind. */
export const allRules = [
  '{ id: hardened, podSecurity: { level: restricted } }',
  '{ id: ours, imageSource: { allow: [registry.example.com/**], digest: true } }',
  `{ id: signed, signedBy: [${signerYaml}] }`,
  `{ id: attested, attested: { type: https://example.com/scan/v1, by: [${signerYaml}], maxAge: 24h } }`,
  '{ id: scanned, scanned: { maxAge: 24h, maxDataAge: 24h } }',
  '{ id: clean, findings: [{ severity: high, fixable: true, inUse: true }, { exploited: true }] }',
];
