import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ImageFacts, known, type ScanFact, unknown } from '../facts.ts';
import { judge } from '../judge.ts';
import { bareFacts, finding, gateOf, goodPod, now, releaser, scan, signerYaml } from '../testing/samples.ts';
import { ruleKinds } from './index.ts';

/* Every kind of rule and every setting of it: what the fact behind it says, and what becomes of it. A missing fact is never a pass. */

type State = 'pass' | 'fail' | 'not-assessed';
type Row = readonly [setting: string, situation: string, rule: string, image: Partial<ImageFacts>, state: State];

const of = (more: Partial<ScanFact>): Partial<ImageFacts> => ({ scan: known({ ...scan, ...more }) });
const found = (more: Partial<typeof finding>, about: Partial<ScanFact> = {}): Partial<ImageFacts> =>
  of({ findings: [{ ...finding, ...more }], ...about });
const { exploited: _exploited, fixable: _fixable, fixedIn: _fixedIn, ...bare } = finding;
const plain = { ...bare, severity: 'low' } as const;
const foundPlain = (more: object = {}, about: Partial<ScanFact> = {}): Partial<ImageFacts> =>
  of({ findings: [{ ...plain, ...more }], ...about });
const [debian] = scan.sources;
const source = (more: object): Partial<ImageFacts> => of({ sources: [{ ...debian, ...more }] as ScanFact['sources'] });
const { dated: _dated, ...undated } = { ...debian };
const secret = { ...plain, kind: 'secret', severity: 'critical' } as const;
const noSecrets: Partial<ScanFact> = { lookedFor: ['vulnerability'] };
const unjudged: Partial<ScanFact> = { unjudged: [{ packages: 3, what: 'npm: no source covers this kind' }] };
const unidentified: Partial<ScanFact> = { unidentified: { count: 1, examples: ['app: executable (ELF)'] } };
const signed = (verdict: 'trusted' | 'not-trusted' | 'undetermined', more: object = {}): Partial<ImageFacts> => ({
  signatures: known([{ signer: releaser, verdict, ...more }]),
});
const attested = (more: object): Partial<ImageFacts> => ({
  attestations: known([
    {
      signer: releaser,
      verdict: 'trusted',
      verifiedTime: '2026-11-24T08:00:00Z',
      predicateType: 'https://example.com/scan/v1',
      ...more,
    },
  ]),
});
const attests = (more = '') => `attested: { type: "https://example.com/scan/v1", by: [${signerYaml}]${more} }`;
const watched = (purls: readonly string[], hours: number): Partial<ImageFacts> => ({
  inUse: known({ purls, observedFor: hours * 3_600_000, last: '2026-11-24T11:00:00Z' }),
});
const purl = finding.package?.purl ?? '';

const table: readonly Row[] = [
  ['imageSource.allow', 'listed', 'imageSource: { allow: [registry.example.com/**] }', {}, 'pass'],
  ['imageSource.allow', 'not listed', 'imageSource: { allow: [ghcr.io/**] }', {}, 'fail'],
  ['imageSource.allow', 'no name', 'imageSource: { allow: ["**"] }', { reference: 'Not One' }, 'fail'],
  ['imageSource.digest', 'by digest', 'imageSource: { digest: true }', {}, 'pass'],
  ['imageSource.digest', 'by tag', 'imageSource: { digest: true }', { reference: 'nginx:1' }, 'fail'],

  ['signedBy', 'signed', `signedBy: [${signerYaml}]`, {}, 'pass'],
  ['signedBy', 'not signed', `signedBy: [${signerYaml}]`, { signatures: known([]) }, 'fail'],
  ['signedBy', 'does not hold', `signedBy: [${signerYaml}]`, signed('not-trusted'), 'fail'],
  ['signedBy', 'cannot be checked', `signedBy: [${signerYaml}]`, signed('undetermined'), 'not-assessed'],
  ['signedBy', 'cannot be listed', `signedBy: [${signerYaml}]`, { signatures: unknown('no answer') }, 'not-assessed'],
  ['signedBy', 'digest not known', `signedBy: [${signerYaml}]`, { digest: unknown('no such tag') }, 'not-assessed'],

  ['attested.type', 'of the type', attests(), {}, 'pass'],
  ['attested.type', 'of another', attests(), attested({ predicateType: 'x:y' }), 'fail'],
  ['attested.by', 'by another', attests(), attested({ signer: { ...releaser, subject: 'x' } }), 'fail'],
  ['attested.by', 'cannot be checked', attests(), attested({ verdict: 'undetermined' }), 'not-assessed'],
  ['attested.maxAge', 'young', attests(', maxAge: 24h'), {}, 'pass'],
  ['attested.maxAge', 'old', attests(', maxAge: 1h'), {}, 'fail'],
  ['attested.maxAge', 'no verified time', attests(', maxAge: 24h'), attested({ verifiedTime: undefined }), 'fail'],
  ['attested.maxAge', 'future', attests(', maxAge: 24h'), attested({ verifiedTime: '2027-01-01T00:00:00Z' }), 'fail'],

  ['scanned', 'scanned', 'scanned: {}', {}, 'pass'],
  ['scanned', 'never', 'scanned: {}', { scan: known(null) }, 'fail'],
  ['scanned', 'ledger not readable', 'scanned: {}', { scan: unknown('locked') }, 'not-assessed'],
  ['scanned', 'digest not known', 'scanned: {}', { digest: unknown('no such tag') }, 'not-assessed'],
  ['scanned', 'dated in the future', 'scanned: {}', of({ created: '2026-11-24T12:06:00Z' }), 'fail'],
  ['scanned', 'within the skew of clocks', 'scanned: {}', of({ created: '2026-11-24T12:04:00Z' }), 'pass'],
  ['scanned', 'dated in no way', 'scanned: {}', of({ created: 'yesterday' }), 'fail'],
  ['scanned.maxAge', 'young', 'scanned: { maxAge: 24h }', {}, 'pass'],
  ['scanned.maxAge', 'old', 'scanned: { maxAge: 1h }', {}, 'fail'],
  ['scanned.maxAge', 'future', 'scanned: { maxAge: 24h }', of({ created: '2027-01-01T00:00:00Z' }), 'fail'],
  ['scanned.maxDataAge', 'young', 'scanned: { maxDataAge: 24h }', {}, 'pass'],
  ['scanned.maxDataAge', 'old', 'scanned: { maxDataAge: 1h }', {}, 'fail'],
  ['scanned.maxDataAge', 'future', 'scanned: { maxDataAge: 24h }', source({ date: '2027-01-01T00:00:00Z' }), 'fail'],
  ['scanned.maxDataAge', 'no date', 'scanned: { maxDataAge: 24h }', source({ date: '' }), 'fail'],
  ['scanned.maxDataAge', 'no source', 'scanned: { maxDataAge: 24h }', of({ sources: [] }), 'fail'],
  ['scanned.maxDataAge', 'only context', 'scanned: { maxDataAge: 24h }', source({ tells: 'epss' }), 'fail'],
  ['scanned.maxDataAge', 'date of a file', 'scanned: { maxDataAge: 24h }', source({ dated: 'file' }), 'not-assessed'],
  [
    'scanned.maxDataAge',
    'date of fetching',
    'scanned: { maxDataAge: 24h }',
    source({ dated: 'fetch' }),
    'not-assessed',
  ],
  [
    'scanned.maxDataAge',
    'whose date is not noted',
    'scanned: { maxDataAge: 24h }',
    of({ sources: [undated] as ScanFact['sources'] }),
    'not-assessed',
  ],
  ['scanned.maxDataAge', 'old date of a file', 'scanned: { maxDataAge: 1h }', source({ dated: 'file' }), 'fail'],
  ['scanned.maxDataAge', 'nobody judged some', 'scanned: { maxDataAge: 24h }', of(unjudged), 'not-assessed'],
  [
    'scanned.acceptUnknown',
    'date of a file',
    'scanned: { maxDataAge: 24h, acceptUnknown: [dates] }',
    source({ dated: 'file' }),
    'pass',
  ],
  [
    'scanned.acceptUnknown',
    'old date of a file',
    'scanned: { maxDataAge: 1h, acceptUnknown: [dates] }',
    source({ dated: 'file' }),
    'fail',
  ],
  [
    'scanned.acceptUnknown',
    'nobody judged some',
    'scanned: { maxDataAge: 24h, acceptUnknown: [unjudged] }',
    of(unjudged),
    'pass',
  ],
  [
    'scanned.acceptUnknown',
    'another fact',
    'scanned: { maxDataAge: 24h, acceptUnknown: [dates] }',
    of(unjudged),
    'not-assessed',
  ],
  ['scanned.complete', 'incomplete', 'scanned: {}', of({ incomplete: true }), 'fail'],
  ['scanned.complete', 'not asked', 'scanned: { complete: false }', of({ incomplete: true }), 'pass'],

  ['findings', 'nothing found', 'findings: [{}]', {}, 'pass'],
  ['findings', 'something found', 'findings: [{}]', foundPlain(), 'fail'],
  ['findings', 'never scanned', 'findings: [{}]', { scan: known(null) }, 'fail'],
  ['findings', 'ledger not readable', 'findings: [{}]', { scan: unknown('locked') }, 'not-assessed'],
  ['findings', 'digest not known', 'findings: [{}]', { digest: unknown('no such tag') }, 'not-assessed'],
  ['findings', 'incomplete', 'findings: [{}]', of({ incomplete: true }), 'not-assessed'],
  ['findings', 'nobody judged some', 'findings: [{}]', of(unjudged), 'not-assessed'],
  ['findings', 'software not identified', 'findings: [{}]', of(unidentified), 'not-assessed'],
  ['findings', 'found, and incomplete', 'findings: [{}]', foundPlain({}, { incomplete: true, ...unjudged }), 'fail'],
  ['findings.kind', 'of the kind', 'findings: [{ kind: secret }]', of({ findings: [secret] }), 'fail'],
  ['findings.kind', 'of another', 'findings: [{ kind: secret }]', foundPlain(), 'pass'],
  ['findings.kind', 'not looked for', 'findings: [{ kind: secret }]', of(noSecrets), 'not-assessed'],
  [
    'findings.kind',
    'not looked for, and found',
    'findings: [{ kind: secret }]',
    of({ ...noSecrets, findings: [secret] }),
    'fail',
  ],
  ['findings.kind', 'no kind: one not looked for', 'findings: [{ severity: high }]', of(noSecrets), 'not-assessed'],
  ['findings.kind', 'the kind that was looked for', 'findings: [{ kind: vulnerability }]', of(noSecrets), 'pass'],
  ['findings.kind', 'that no scan looks for', 'findings: [{ kind: licence }]', {}, 'not-assessed'],
  [
    'findings.kind',
    'secrets, nobody judged some packages',
    'findings: [{ kind: secret }]',
    of({ ...unjudged, ...unidentified }),
    'pass',
  ],
  ['findings.severity', 'as bad', 'findings: [{ severity: high }]', foundPlain({ severity: 'high' }), 'fail'],
  ['findings.severity', 'less bad', 'findings: [{ severity: high }]', foundPlain(), 'pass'],
  [
    'findings.severity',
    'nobody says',
    'findings: [{ severity: high }]',
    foundPlain({ severity: 'unknown' }),
    'not-assessed',
  ],
  [
    'findings.severity',
    'nobody says, any counts',
    'findings: [{ severity: unknown }]',
    foundPlain({ severity: 'unknown' }),
    'fail',
  ],
  [
    'findings.severity',
    'nobody says, and another is as bad',
    'findings: [{ severity: high }]',
    of({ findings: [{ ...plain, severity: 'unknown' }, finding] }),
    'fail',
  ],
  ['findings.fixable', 'fixable', 'findings: [{ fixable: true }]', foundPlain({ fixable: true }), 'fail'],
  ['findings.fixable', 'not fixable', 'findings: [{ fixable: true }]', foundPlain({ fixable: false }), 'pass'],
  ['findings.fixable', 'not fixable, asked', 'findings: [{ fixable: false }]', foundPlain({ fixable: false }), 'fail'],
  ['findings.fixable', 'nobody says', 'findings: [{ fixable: true }]', foundPlain(), 'not-assessed'],
  ['findings.fixable', 'a secret', 'findings: [{ fixable: true }]', foundPlain({ kind: 'secret' }), 'pass'],
  ['findings.fixable', 'a secret, asked', 'findings: [{ fixable: false }]', foundPlain({ kind: 'secret' }), 'fail'],
  ['findings.exploited', 'exploited', 'findings: [{ exploited: true }]', found({ exploited: true }), 'fail'],
  ['findings.exploited', 'not exploited', 'findings: [{ exploited: true }]', found({ exploited: false }), 'pass'],
  [
    'findings.exploited',
    'not exploited, asked',
    'findings: [{ exploited: false }]',
    found({ exploited: false }),
    'fail',
  ],
  ['findings.exploited', 'no data', 'findings: [{ exploited: true }]', foundPlain(), 'not-assessed'],
  [
    'findings.exploited',
    'no data, other condition says no',
    'findings: [{ exploited: true, severity: high }]',
    foundPlain(),
    'pass',
  ],
  [
    'findings.exploited',
    'no data, nothing found',
    'findings: [{ exploited: true }]',
    of({ sources: [debian] as ScanFact['sources'] }),
    'not-assessed',
  ],
  ['findings.exploited', 'no search for secrets', 'findings: [{ exploited: true }]', of(noSecrets), 'pass'],
  [
    'findings.exploited',
    'accepted, nothing found',
    'findings: [{ exploited: true, acceptUnknown: [exploited] }]',
    of({ sources: [debian] as ScanFact['sources'] }),
    'pass',
  ],
  [
    'findings.epss',
    'no data, nothing found',
    'findings: [{ epss: 0.5 }]',
    of({ sources: [debian] as ScanFact['sources'] }),
    'not-assessed',
  ],
  ['findings', 'no source of advisories', 'findings: [{}]', of({ sources: [] }), 'not-assessed'],
  ['findings', 'no source of advisories, secrets alone', 'findings: [{ kind: secret }]', of({ sources: [] }), 'pass'],
  ['findings', 'of the future', 'findings: [{}]', of({ created: '2027-01-01T00:00:00Z' }), 'not-assessed'],
  ['findings', 'of no date', 'findings: [{}]', of({ created: '' }), 'not-assessed'],
  ['findings.epss', 'likely', 'findings: [{ epss: 0.5 }]', foundPlain({ epss: 0.5 }), 'fail'],
  ['findings.epss', 'unlikely', 'findings: [{ epss: 0.5 }]', foundPlain({ epss: 0.4 }), 'pass'],
  ['findings.epss', 'no score', 'findings: [{ epss: 0.5 }]', foundPlain(), 'not-assessed'],
  ['findings.epss', 'a secret has none', 'findings: [{ epss: 0.5 }]', of({ findings: [secret] }), 'pass'],
  ['findings.cvss', 'bad', 'findings: [{ cvss: 9 }]', foundPlain({ cvss: 9.8 }), 'fail'],
  ['findings.cvss', 'not so bad', 'findings: [{ cvss: 9 }]', foundPlain({ cvss: 8.9 }), 'pass'],
  ['findings.cvss', 'no score', 'findings: [{ cvss: 9 }]', foundPlain(), 'not-assessed'],
  ['findings.cvss', 'a secret has none', 'findings: [{ cvss: 9 }]', of({ findings: [secret] }), 'pass'],
  ['findings.risk', 'risky', 'findings: [{ risk: 70 }]', foundPlain({ risk: 70 }), 'fail'],
  ['findings.risk', 'not so risky', 'findings: [{ risk: 70 }]', foundPlain({ risk: 69.9 }), 'pass'],
  ['findings.risk', 'written down before it was noted', 'findings: [{ risk: 70 }]', foundPlain(), 'not-assessed'],
  [
    'findings.conditions',
    'met',
    'findings: [{ conditions: "high,!fixable" }]',
    foundPlain({ severity: 'high', fixable: false }),
    'fail',
  ],
  [
    'findings.conditions',
    'not met',
    'findings: [{ conditions: "high,!fixable" }]',
    foundPlain({ severity: 'high', fixable: true }),
    'pass',
  ],
  [
    'findings.conditions',
    'not known',
    'findings: [{ conditions: "high,!fixable" }]',
    foundPlain({ severity: 'high' }),
    'not-assessed',
  ],
  [
    'findings.conditions',
    'not known and asked to pass',
    'findings: [{ conditions: "high,!fixable,!fixable=unknown" }]',
    foundPlain({ severity: 'high' }),
    'pass',
  ],
  [
    'findings.conditions',
    'not known and accepted',
    'findings: [{ conditions: "high", acceptUnknown: [severity] }]',
    foundPlain({ severity: 'unknown' }),
    'pass',
  ],
  [
    'findings.conditions',
    'beside a setting',
    'findings: [{ conditions: "fixable", severity: high }]',
    foundPlain({ severity: 'low', fixable: true }),
    'pass',
  ],
  [
    'findings.conditions',
    'in use, not watched',
    'findings: [{ conditions: "in-use" }]',
    { ...foundPlain(), inUse: known(null) },
    'not-assessed',
  ],
  ['findings.inUse', 'in use', 'findings: [{ inUse: true }]', { ...foundPlain(), ...watched([purl], 1) }, 'fail'],
  ['findings.inUse', 'not in use', 'findings: [{ inUse: true }]', { ...foundPlain(), ...watched([], 48) }, 'pass'],
  [
    'findings.inUse',
    'not known',
    'findings: [{ inUse: true }]',
    { ...foundPlain(), inUse: unknown('x') },
    'not-assessed',
  ],
  [
    'findings.inUse',
    'never watched',
    'findings: [{ inUse: true }]',
    { ...foundPlain(), inUse: known(null) },
    'not-assessed',
  ],
  [
    'findings.observedFor',
    'watched too short',
    'findings: [{ inUse: true }]',
    { ...foundPlain(), ...watched([], 1) },
    'not-assessed',
  ],
  [
    'findings.observedFor',
    'watched long enough',
    'findings: [{ inUse: true, observedFor: 1h }]',
    { ...foundPlain(), ...watched([], 1) },
    'pass',
  ],
  ['findings.max', 'not more', 'findings: [{ max: 1 }]', foundPlain(), 'pass'],
  ['findings.max', 'more', 'findings: [{ max: 1 }]', of({ findings: [plain, plain] }), 'fail'],
  [
    'findings.max',
    'perhaps more',
    'findings: [{ severity: high, max: 1 }]',
    of({ findings: [finding, { ...plain, severity: 'unknown' }] }),
    'not-assessed',
  ],
  ['findings.countSuppressed', 'counted', 'findings: [{}]', foundPlain({ suppressed: 'me: no' }), 'fail'],
  [
    'findings.countSuppressed',
    'not counted',
    'findings: [{ countSuppressed: false }]',
    foundPlain({ suppressed: 'me: no' }),
    'pass',
  ],
  [
    'findings.acceptUnknown',
    'severity',
    'findings: [{ severity: high, acceptUnknown: [severity] }]',
    foundPlain({ severity: 'unknown' }),
    'pass',
  ],
  [
    'findings.acceptUnknown',
    'severity, and another is as bad',
    'findings: [{ severity: high, acceptUnknown: [severity] }]',
    of({ findings: [{ ...plain, severity: 'unknown' }, finding] }),
    'fail',
  ],
  [
    'findings.acceptUnknown',
    'fixable',
    'findings: [{ fixable: true, acceptUnknown: [fixable] }]',
    foundPlain(),
    'pass',
  ],
  [
    'findings.acceptUnknown',
    'exploited',
    'findings: [{ exploited: true, acceptUnknown: [exploited] }]',
    foundPlain(),
    'pass',
  ],
  ['findings.acceptUnknown', 'epss', 'findings: [{ epss: 0.5, acceptUnknown: [epss] }]', foundPlain(), 'pass'],
  [
    'findings.acceptUnknown',
    'inUse',
    'findings: [{ inUse: true, acceptUnknown: [inUse] }]',
    { ...foundPlain(), inUse: known(null) },
    'pass',
  ],
  [
    'findings.acceptUnknown',
    'another fact',
    'findings: [{ severity: high, acceptUnknown: [epss] }]',
    foundPlain({ severity: 'unknown' }),
    'not-assessed',
  ],
  ['findings.acceptUnknown', 'unjudged', 'findings: [{ acceptUnknown: [unjudged] }]', of(unjudged), 'pass'],
  ['findings.acceptUnknown', 'unidentified', 'findings: [{ acceptUnknown: [unidentified] }]', of(unidentified), 'pass'],
  [
    'findings.acceptUnknown',
    'incomplete',
    'findings: [{ acceptUnknown: [incomplete] }]',
    of({ incomplete: true }),
    'pass',
  ],
  [
    'findings.acceptUnknown',
    'a limit beside it',
    'findings: [{ acceptUnknown: [unjudged] }, {}]',
    of(unjudged),
    'not-assessed',
  ],
];

for (const [setting, situation, rule, image, expected] of table) {
  test(`${setting}: ${situation}: ${expected}`, async () => {
    const decision = judge(await gateOf([`{ id: a, ${rule} }`]), bareFacts(image), now);
    const [result] = decision.results;
    assert.equal(result?.state, expected, result?.message);
    assert.equal(decision.allowed, expected === 'pass', 'what is not known is refused when the gate says nothing');
    if (expected === 'not-assessed') assert.ok((result.remedy ?? '').length > 10, 'what to do next');
    const open = judge(await gateOf([`{ id: a, ${rule} }`], 'unknown: allow'), bareFacts(image), now);
    assert.equal(open.allowed, expected !== 'fail');
    const told = open.warnings.some((warning) => /could not be determined/.test(warning));
    assert.equal(told, expected === 'not-assessed', 'and where it may pass, it is told');
  });
}

const pod = (spec: object) => ({
  workload: {
    apiVersion: 'v1',
    kind: 'Pod',
    name: 'web',
    podObject: { ...goodPod, spec: { ...goodPod.spec, ...spec } },
    podPath: [],
  },
});
const pods: readonly (readonly [setting: string, situation: string, rule: string, spec: object, state: State])[] = [
  ['podSecurity.level', 'kept', '{ level: restricted }', {}, 'pass'],
  ['podSecurity.level', 'not kept', '{ level: baseline }', { hostNetwork: true }, 'fail'],
  ['podSecurity.level', 'not readable', '{ level: baseline }', { hostNetwork: 'no' }, 'fail'],
  ['podSecurity.version', 'a version', '{ level: restricted, version: "1.30" }', {}, 'pass'],
  ['podSecurity.except', 'excepted', '{ level: baseline, except: [host-namespaces] }', { hostPID: true }, 'pass'],
  ['podSecurity.except', 'another', '{ level: baseline, except: [host-ports] }', { hostPID: true }, 'fail'],
];

for (const [setting, situation, rule, spec, expected] of pods) {
  test(`${setting}: ${situation}: ${expected}`, async () => {
    const given = { ...bareFacts(), ...pod(spec) };
    const [result] = judge(await gateOf([`{ id: a, podSecurity: ${rule} }`]), given, now).results;
    assert.equal(result?.state, expected, result?.message);
  });
}

test('the table has every kind of rule and every setting', async () => {
  const told = new Set([...table, ...pods].map(([setting]) => setting));
  for (const { key, example } of ruleKinds) {
    const first = example.trimStart().startsWith('[') ? '[{ zzz: 1 }]' : '{ zzz: 1 }';
    const why = await gateOf([`{ id: a, ${key}: ${first} }`]).then(
      () => '',
      (error: unknown) => String((error as { why?: string }).why),
    );
    const settings = /known are ([a-zA-Z, ]+)/.exec(why)?.[1]?.split(', ') ?? [];
    assert.ok(settings.length > 1, `${key}: ${why}`);
    // How signers are written has its own tests.
    for (const name of key === 'signedBy' ? [] : settings) assert.ok(told.has(`${key}.${name}`), `${key}.${name}`);
  }
});
