import { exampleDigest, exampleEvidence } from '../shapes/example.ts';
import type { DecisionPayload } from './payload.ts';

const known = (value: unknown): object => ({ known: true, value });
const manifest = {
  digest: known(exampleDigest('a')),
  platform: { os: 'linux', architecture: 'amd64' },
  signatures: known([
    {
      signer: { kind: 'key', fingerprint: exampleDigest('f') },
      verdict: 'trusted',
      why: 'it holds',
      verifiedTime: '2026-03-02T12:00:00Z',
      source: exampleDigest('d'),
    },
  ]),
  attestations: { known: false, why: 'the registry did not answer' },
  scan: known({
    created: '2026-03-01T12:00:00.000Z',
    incomplete: false,
    lookedFor: ['vulnerability'],
    unjudged: [{ packages: 1, what: 'npm: no source' }],
    unidentified: { count: 1, examples: ['app/tool: executable (ELF)'] },
    sources: [{ id: 'kev', date: '2026-03-01', dated: 'publisher', tells: 'exploited' }],
    findings: [
      {
        id: 'CVE-2026-1001',
        aliases: [],
        title: 'A flaw',
        kind: 'vulnerability',
        severity: 'high',
        risk: 81,
        cvss: 9.8,
        epss: 0.9,
        fixable: true,
        exploited: true,
        inUse: false,
        package: { purl: 'pkg:deb/debian/openssl@3.0.11-1', name: 'openssl', version: '3.0.11-1' },
        fixedIn: '3.0.15-1',
        suppressed: 'ops: not reachable',
      },
    ],
    source: exampleDigest('4'),
    older: [exampleDigest('5')],
  }),
  inUse: known({ purls: ['pkg:deb/debian/openssl@3.0.11-1'], observedFor: 60_000, last: '2026-03-04T12:00:00Z' }),
  flaw: 'a layer is missing',
};

export const example: DecisionPayload = {
  gate: { name: 'production', digest: exampleDigest('9') },
  judged: '2026-03-05T12:00:00.000Z',
  decision: {
    subject: { kind: 'workload', name: 'shop/Deployment/web' },
    allowed: false,
    results: [
      {
        check: 'no-exploited',
        rule: 'no-exploited',
        state: 'fail',
        action: 'enforce',
        message: 'CVE-2026-1001 is known to be exploited',
        evidence: [exampleEvidence],
        remedy: 'Update openssl.',
      },
      {
        check: 'no-root',
        rule: 'no-root',
        state: 'excepted',
        action: 'warn',
        message: 'runs as root',
        evidence: [],
        exception: { by: 'alice', reason: 'until the next release', until: '2026-04-01' },
      },
    ],
    warnings: ['The exception ends soon.'],
    patches: [{ op: 'add', path: '/metadata/labels/x', value: 'y' }],
    inputsDigest: exampleDigest('7'),
    policyDigest: exampleDigest('8'),
  },
  facts: {
    subject: { kind: 'workload', name: 'shop/Deployment/web' },
    namespace: 'shop',
    workload: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', pod: '{"spec":{}}', podPath: ['spec', 0] },
    nodes: [{ os: 'linux', architecture: 'amd64' }],
    images: [
      { ...manifest, reference: 'registry.example/shop:1.4', variants: known([{ ...manifest, scan: known(null) }]) },
    ],
  },
};
