import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, type ScanFact, unknown } from '../facts.ts';
import { judge } from '../judge.ts';
import { findingRows } from '../testing/finding-rows.ts';
import { bareFacts, gateOf, goodPod, now, releaser, signerYaml } from '../testing/samples.ts';
import {
  attested,
  attests,
  of,
  type Row,
  type State,
  signed,
  source,
  undated,
  unjudged,
} from '../testing/setting-rows.ts';
import { ruleKinds } from './index.ts';

/* Every kind of rule and every setting of it: what the fact behind it says, and what becomes of it. A missing fact is never a pass. */

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

  ...findingRows,
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
