import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../core/index.ts';
import { type GateFacts, type ImageFacts, known, type SignatureFact, unknown } from './facts.ts';
import { judge, weigh } from './judge.ts';
import {
  allRules,
  bareFacts,
  digest,
  facts,
  finding,
  gateOf,
  goodImage,
  goodPod,
  now,
  reference,
  releaser,
  scan,
} from './testing/samples.ts';

const hour = 3_600_000;
const withFindings = (...findings: readonly (typeof finding)[]): Partial<ImageFacts> => ({
  scan: known({ ...scan, findings }),
});
const stateOf = async (rule: string, given: GateFacts, top = '') =>
  judge(await gateOf([rule], top), given, now)
    .results.map(({ state }) => state)
    .join();

test('judge: facts that please every rule', async () => {
  const decision = judge(await gateOf(allRules), facts(), now);
  assert.deepEqual(
    decision.results.map(({ rule, state }) => [rule, state]),
    [
      ['hardened', 'pass'],
      ['ours', 'pass'],
      ['signed', 'pass'],
      ['attested', 'pass'],
      ['scanned', 'pass'],
      ['clean', 'pass'],
    ],
  );
  assert.equal(decision.allowed, true);
  assert.deepEqual(decision.warnings, []);
});

const sign = (more: Partial<SignatureFact>): Partial<ImageFacts> => ({
  signatures: known([{ signer: releaser, verdict: 'trusted', ...more }]),
});
const attest = (verifiedTime: string | undefined, more = {}): Partial<ImageFacts> => ({
  attestations: known([
    {
      signer: releaser,
      verdict: 'trusted',
      predicateType: 'https://example.com/scan/v1',
      ...defined({ verifiedTime }),
      ...more,
    },
  ]),
});
const [, ours = '', signed = '', attested = '', scanned = '', clean = ''] = allRules;
const other = { ...releaser, subject: 'RELEASE@example.com' } as const;

const spoiled: readonly [string, string, Partial<ImageFacts>, string][] = [
  ['from elsewhere', ours, { reference: `docker.io/shop/web@${digest}` }, 'fail'],
  ['by tag', ours, { reference: 'registry.example.com/shop/web:1' }, 'fail'],
  ['a name that is none', ours, { reference: 'registry.example.com/Shop/web' }, 'fail'],
  ['no signature', signed, { signatures: known([]) }, 'fail'],
  ['a signature that does not hold', signed, sign({ verdict: 'not-trusted', why: 'the digest differs' }), 'fail'],
  ['a signature of somebody else', signed, sign({ signer: other }), 'fail'],
  [
    'a signature that could not be checked',
    signed,
    sign({ verdict: 'undetermined', why: 'no trusted root' }),
    'not-assessed',
  ],
  [
    'signatures that could not be listed',
    signed,
    { signatures: unknown('the registry does not answer') },
    'not-assessed',
  ],
  ['a tag that could not be resolved', signed, { digest: unknown('no such tag') }, 'not-assessed'],
  ['an attestation at its limit', attested, attest('2026-11-23T12:00:00Z'), 'pass'],
  ['an old attestation', attested, attest('2026-11-23T11:59:59Z'), 'fail'],
  ['an attestation of the future', attested, attest('2026-11-24T12:06:00Z'), 'fail'],
  ['an attestation without verified time', attested, attest(undefined), 'fail'],
  [
    'an attestation of another type',
    attested,
    attest('2026-11-24T08:00:00Z', { predicateType: 'https://example.com/scan/v2' }),
    'fail',
  ],
  [
    'an attestation that could not be checked',
    attested,
    attest('2026-11-24T08:00:00Z', { verdict: 'undetermined' }),
    'not-assessed',
  ],
  [
    'attestations that could not be listed',
    attested,
    { attestations: unknown('the registry does not answer') },
    'not-assessed',
  ],
  ['never scanned', scanned, { scan: known(null) }, 'fail'],
  ['an old scan', scanned, { scan: known({ ...scan, created: '2026-11-23T11:00:00Z' }) }, 'fail'],
  ['a scan without a date', scanned, { scan: known({ ...scan, created: 'yesterday' }) }, 'fail'],
  [
    'old data',
    scanned,
    { scan: known({ ...scan, sources: [...scan.sources, { id: 'kev', date: '2026-11-01T00:00:00Z' }] }) },
    'fail',
  ],
  ['an incomplete scan', scanned, { scan: known({ ...scan, incomplete: true }) }, 'fail'],
  ['a ledger that cannot be read', scanned, { scan: unknown('the ledger is locked') }, 'not-assessed'],
  ['an exploited finding', clean, withFindings(finding), 'fail'],
  ['a finding that meets no limit', clean, withFindings({ ...finding, severity: 'low', exploited: false }), 'pass'],
  [
    'a severity that nobody has said',
    clean,
    withFindings({ ...finding, severity: 'unknown', exploited: false }),
    'pass',
  ],
  ['a fixable finding, not seen in three days', clean, withFindings({ ...finding, exploited: false }), 'pass'],
  [
    'a fixable finding, in use',
    clean,
    {
      ...withFindings({ ...finding, exploited: false }),
      inUse: known({ purls: ['pkg:deb/debian/openssl@3.0'], observedFor: hour, last: 'now' }),
    },
    'fail',
  ],
  [
    'a fixable finding, not seen in an hour',
    clean,
    { ...withFindings({ ...finding, exploited: false }), inUse: known({ purls: [], observedFor: hour, last: 'now' }) },
    'not-assessed',
  ],
  [
    'a fixable finding, never watched',
    clean,
    { ...withFindings({ ...finding, exploited: false }), inUse: known(null) },
    'not-assessed',
  ],
  [
    'an exploited finding in an incomplete scan',
    clean,
    { scan: known({ ...scan, incomplete: true, findings: [finding] }) },
    'fail',
  ],
  ['nothing found in an incomplete scan', clean, { scan: known({ ...scan, incomplete: true }) }, 'not-assessed'],
  ['nothing found, never scanned', clean, { scan: known(null) }, 'fail'],
  ['set aside by the scan itself', clean, withFindings({ ...finding, suppressed: 'by .ignore' }), 'fail'],
];

for (const [name, rule, image, expected] of spoiled) {
  test(`judge: ${name}: ${expected}`, async () => {
    const decision = judge(await gateOf([rule]), bareFacts(image), now);
    const [result] = decision.results;
    assert.equal(result?.state, expected, result?.message);
    assert.equal(decision.allowed, expected === 'pass');
    if (expected !== 'pass') {
      assert.ok((result.remedy ?? '').length > 10, 'what would make it pass');
      assert.ok(expected === 'not-assessed' || result.evidence.length > 0);
    }
  });
}

test('judge: limits count, and a suppression counts only where the gate says so', async () => {
  const two = withFindings(finding, { ...finding, id: 'CVE-2026-2' });
  assert.equal(await stateOf('{ id: a, findings: [{ severity: high, max: 2 }] }', facts(two)), 'pass');
  assert.equal(await stateOf('{ id: a, findings: [{ severity: high, max: 1 }] }', facts(two)), 'fail');
  const aside = facts(withFindings({ ...finding, suppressed: 'not affected' }));
  assert.equal(await stateOf('{ id: a, findings: [{ severity: high, countSuppressed: false }] }', aside), 'pass');
  assert.equal(
    await stateOf('{ id: a, findings: [{ epss: 0.5 }] }', facts(withFindings({ ...finding, epss: 0.6 }))),
    'fail',
  );
  const rare = facts(withFindings({ ...finding, epss: 0.4 }));
  assert.equal(await stateOf('{ id: a, findings: [{ epss: 0.5 }] }', rare), 'pass');
});

test('judge: the pod by its workload, with the path of the field', async () => {
  const podObject = { ...goodPod, spec: { ...goodPod.spec, hostNetwork: true } };
  const workload = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', podObject, podPath: ['spec', 'template'] };
  const rule = '{ id: hardened, podSecurity: { level: baseline } }';
  const [result] = judge(await gateOf([rule]), facts({}, { workload }), now).results;
  assert.equal(result?.state, 'fail');
  assert.match(result.message, /^Deployment\/web: Host namespaces: pod: spec\.template\.spec\.hostNetwork is true$/);
  const unread = { ...workload, podObject: { spec: { ...goodPod.spec, hostPID: 'no' } } };
  assert.equal(await stateOf(rule, facts({}, { workload: unread })), 'fail', 'what is written so is no outage');
  assert.equal(
    await stateOf('{ id: a, podSecurity: { level: baseline, except: [host-namespaces] } }', facts({}, { workload })),
    'pass',
  );
});

test('judge: modes and missing facts', async () => {
  const bad = facts({ signatures: known([]) });
  const blind = facts({ signatures: unknown('the registry does not answer') });
  const decide = async (top: string, given: GateFacts) => judge(await gateOf([signed], top), given, now);
  const answers: readonly [string, GateFacts, boolean, number][] = [
    ['mode: enforce', bad, false, 0],
    ['mode: warn', bad, true, 1],
    ['mode: audit', bad, true, 0],
    ['unknown: refuse', blind, false, 0],
    ['unknown: allow', blind, true, 1],
    ['unknown: allow', bad, false, 0],
  ];
  for (const [top, given, allowed, warnings] of answers) {
    const decision = await decide(top, given);
    assert.deepEqual([decision.allowed, decision.warnings.length], [allowed, warnings], `${top} ${decision.warnings}`);
    assert.notEqual(decision.results[0]?.state, 'pass');
  }
});

const exception = (more: string) => `exceptions: [{ rule: clean, reason: no upgrade yet, owner: ann, ${more} }]`;

test('judge: exceptions', async () => {
  const decide = async (top: string, given = facts(withFindings(finding))) =>
    judge(await gateOf([clean], top), given, now);
  const held: readonly [string, boolean][] = [
    ['expires: 2027-06-30', true],
    ['expires: 2026-11-24', true],
    ['expires: 2026-11-23', false],
    ['expires: 2026-11-24T11:59:59Z', false],
    ['only: [CVE-2026-1], expires: 2027-06-30', true],
    ['only: [GHSA-1], expires: 2027-06-30', true],
    ['only: [CVE-2026-2], expires: 2027-06-30', false],
    ['images: ["registry.example.com/shop/*"], expires: 2027-06-30', true],
    ['images: ["registry.example.com/*"], expires: 2027-06-30', false],
    ['namespaces: [prod], expires: 2027-06-30', true],
    ['namespaces: [test], expires: 2027-06-30', false],
    ['workloads: [Deployment/web], expires: 2027-06-30', true],
    ['workloads: [Deployment/api], expires: 2027-06-30', false],
  ];
  for (const [more, passes] of held) {
    const { allowed, results } = await decide(exception(more));
    assert.equal(allowed, passes, more);
    assert.equal(results[0]?.exception?.by, passes ? 'ann' : undefined, more);
    assert.equal(results[0]?.state, passes ? 'excepted' : 'fail', more);
    assert.equal(results[0]?.check, results[0]?.rule);
    if (passes)
      assert.match(results[0]?.message ?? '', /by exception of ann until .*without it: CVE-2026-1 in openssl/);
  }
  const expired = await decide(exception('expires: 2026-11-01'));
  assert.match(expired.warnings.join(), /has expired/);
  assert.match((await decide(exception('expires: 2026-11-30'))).warnings.join(), /ends soon/);
  const idle = await decide(exception('expires: 2027-06-30'), facts());
  assert.deepEqual([idle.results[0]?.exception, idle.results[0]?.state], [undefined, 'pass']);
  assert.match(idle.results[0]?.evidence.map(({ statement }) => statement).join() ?? '', /not needed/);
  const blind = await decide(exception('only: [CVE-2026-1], expires: 2027-06-30'), facts({ scan: unknown('gone') }));
  assert.equal(blind.results[0]?.state, 'not-assessed', 'an exception for one finding does not stand for a scan');
});

test('judge: namespaces and images that no rule is about', async () => {
  const scoped = '{ id: a, images: ["r.example.com/**"], scanned: {} }';
  const decide = async (top: string, given: GateFacts, rule = scoped) => judge(await gateOf([rule], top), given, now);
  assert.match((await decide('', facts())).warnings.join(), /no rule of the gate is about it/);
  const podOnly = await decide('', facts(), '{ id: a, podSecurity: { level: baseline } }');
  assert.deepEqual([podOnly.allowed, podOnly.warnings], [true, []]);
  assert.equal((await decide('imagesWithoutRule: refuse', facts())).allowed, false);
  assert.deepEqual((await decide('imagesWithoutRule: allow', facts())).results, []);
  const system = await decide('', facts({ scan: known(null) }, { namespace: 'kube-system' }), scanned);
  assert.deepEqual([system.allowed, system.results.length], [true, 0]);
  assert.match(system.warnings.join(), /leaves namespace kube-system alone/);
  const inTest = '{ id: a, namespaces: [test], scanned: {} }';
  const never = { scan: known(null) };
  assert.equal((await decide('imagesWithoutRule: allow', facts(never), inTest)).allowed, true);
  const { namespace, ...nowhere } = facts(never);
  assert.equal(namespace, 'prod');
  assert.equal((await decide('', nowhere, inTest)).allowed, false, 'where it runs is not known: every rule counts');
});

test('judge: where the namespace is not known, that the rules of every namespace were applied is told; else not', async () => {
  const rule = '{ id: ours, imageSource: { allow: [registry.example.com/**] } }';
  const forProduction = '{ id: ours, namespaces: [production], imageSource: { allow: [registry.example.com/**] } }';
  const isTold = async (rules: readonly string[], namespace: string | undefined): Promise<boolean> => {
    const { namespace: _any, ...rest } = facts();
    const { warnings } = judge(await gateOf(rules), { ...rest, ...defined({ namespace }) }, now);
    return warnings.some((warning) => warning.startsWith('The namespace is not known'));
  };
  assert.deepEqual(
    await Promise.all([
      isTold([rule], undefined),
      isTold([forProduction], undefined),
      isTold([forProduction], 'production'),
      isTold([rule], 'production'),
    ]),
    [false, true, false, false],
  );
});

test('judge: of an index only what some nodes could pull was judged, and that is told', async () => {
  const nodes = [{ os: 'linux', architecture: 'arm64' }] as const;
  const index = { ...goodImage, variants: known([]) };
  const isTold = async (more: Partial<GateFacts>): Promise<boolean> => {
    const { warnings } = judge(await gateOf(allRules), { ...facts(), ...more }, now);
    return warnings.some((warning) => /^Of indexes only what nodes of linux\/arm64 could pull/.test(warning));
  };
  assert.deepEqual(
    await Promise.all([isTold({ nodes, images: [index] }), isTold({ nodes }), isTold({ images: [index] })]),
    [true, false, false],
  );
});

test('judge: the age of data is asked for where the rule says one, and not else', async () => {
  const stale = known({
    ...scan,
    sources: scan.sources.map((source) => ({ ...source, date: '2020-01-01T00:00:00Z' })),
  });
  const given = { ...facts(), images: [{ ...goodImage, scan: stale }] };
  assert.equal(await stateOf('{ id: scanned, scanned: { maxAge: 24h } }', given), 'pass');
  assert.equal(await stateOf('{ id: scanned, scanned: { maxAge: 24h, maxDataAge: 24h } }', given), 'fail');
});

test('judge: an image of the pod for which nothing was found out does not get in', async () => {
  const decision = judge(await gateOf([scanned]), facts({}, { images: [] }), now);
  assert.equal(decision.allowed, false);
  assert.match(decision.warnings.join(), new RegExp(`Nothing was found out about image ${reference}`));
});

test('judge: words of strangers cannot forge a line', async () => {
  const { results } = judge(
    await gateOf([signed]),
    bareFacts({ reference: 'a\u001b[31m\nb', signatures: unknown('x\ny') }),
    now,
  );
  assert.equal(results[0]?.state, 'fail');
  assert.doesNotMatch(results.map(({ message }) => message).join(), /[\u0000-\u001f]/);
});

test('judge: the digest of the inputs tells snapshots apart', async () => {
  const gate = await gateOf([scanned]);
  const base = judge(gate, facts(), now).inputsDigest;
  assert.equal(judge(gate, { ...facts(), images: [{ ...goodImage }] }, now).inputsDigest, base);
  assert.notEqual(judge(gate, facts({ scan: known(null) }), now).inputsDigest, base);
  assert.notEqual(judge(gate, facts(), new Date('2026-11-25T00:00:00Z')).inputsDigest, base);
});

for (const [what, pod] of [
  ['a pod that pleases', goodPod],
  ['a pod that does not', { ...goodPod, spec: { ...goodPod.spec, hostNetwork: true } }],
  ['a pod that cannot be read', { spec: 'x' }],
] as const)
  test(`weigh: what was judged of ${what} holds for other facts about its images`, async () => {
    const gate = await gateOf(allRules);
    const { workload } = facts();
    assert.ok(workload !== undefined);
    const asPod = { workload: { ...workload, podObject: pod } };
    const { results } = judge(gate, facts({}, asPod), now);
    for (const image of [{}, { signatures: unknown('away') }, { scan: known(null) }, { flaw: 'gone' }]) {
      const given = facts(image, asPod);
      assert.deepEqual(weigh(gate, given, now, results), weigh(gate, given, now));
    }
  });
