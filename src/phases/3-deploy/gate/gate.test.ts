import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration, roughSpan, SeaworthyError } from '../../../core/index.ts';
import { inScope } from './name-scope.ts';
import { requiredFacts } from './required-facts.ts';
import { ruleKinds } from './rules/index.ts';
import { readGate } from './settings/read-gate.ts';
import { allRules, gateOf, publicKey, releaser, signerYaml } from './testing/samples.ts';

const read = (text: string, options = {}) => readGate(Buffer.from(text), 'gate.yaml', options);

test('gate: a whole file, and what it leaves unsaid', async () => {
  const gate = await gateOf(allRules);
  assert.equal(gate.name, 'gate');
  assert.deepEqual(gate.namespaces, { exclude: ['kube-system', 'seaworthy'] });
  assert.equal(gate.imagesWithoutRule, 'warn');
  assert.deepEqual(
    gate.rules.map(({ id, kind, mode, unknown }) => [id, kind, mode, unknown]),
    [
      ['hardened', 'podSecurity', 'enforce', 'refuse'],
      ['ours', 'imageSource', 'enforce', 'refuse'],
      ['signed', 'signedBy', 'enforce', 'refuse'],
      ['attested', 'attested', 'enforce', 'refuse'],
      ['scanned', 'scanned', 'enforce', 'refuse'],
      ['clean', 'findings', 'enforce', 'refuse'],
    ],
  );
});

for (const { key, example, title } of ruleKinds) {
  test(`gate: the example of ${key} is understood`, async () => {
    assert.ok(title.endsWith('.'));
    const gate = await gateOf([`{ id: a, ${key}: ${example} }`]);
    assert.equal(gate.rules[0]?.kind, key);
    // Every key of a setting is checked: one that is misspelled is found.
    if (example.startsWith('{')) await assert.rejects(gateOf([`{ id: a, ${key}: { zzz: 1 } }`]), /not understood/);
  });
}

test('gate: its digest changes with what it says, not with how it is written', async () => {
  const one = await read('gate: 1\nrules:\n- {id: a, scanned: {maxAge: 24h}}\n');
  const same = await read('# why\nrules:\n  - scanned:\n      maxAge: "24h"\n    id: a\ngate: 1\n');
  const other = await read('gate: 1\nrules:\n- {id: a, scanned: {maxAge: 25h}}\n');
  assert.equal(one.digest, same.digest);
  assert.notEqual(one.digest, other.digest);
});

test('gate: keys in the file or beside it are the same signer, and part of the digest', async () => {
  const inline = await read(JSON.stringify({ gate: 1, rules: [{ id: 'a', signedBy: [{ key: publicKey }] }] }));
  const text = 'gate: 1\nrules: [{id: a, signedBy: [{name: release, keyFile: release.pub}]}]';
  const readKeyFile = async (path: string) => (path === 'release.pub' ? String(publicKey) : '');
  const beside = await read(text, { readKeyFile });
  const fingerprint = (gate: typeof beside) => requiredFacts(gate, 'prod', ['a'])[0]?.signatures[0];
  const [a, b] = [fingerprint(inline), fingerprint(beside)];
  assert.ok(a?.kind === 'key' && b?.kind === 'key');
  assert.equal(a.fingerprint, b.fingerprint);
  assert.equal(b.name, 'release');
  await assert.rejects(read(text), /not understood/);
  await assert.rejects(read(text, { readKeyFile: () => Promise.reject(new Error('gone')) }), /cannot be read/);
});

const refused: readonly [string, string, RegExp][] = [
  ['empty', '', /it is empty/],
  ['two documents', 'gate: 1\n---\ngate: 1\n', /more than one document/],
  ['no mapping', '- 1\n', /1:1: a mapping is expected/],
  ['another version', 'gate: 2\nrules: [{id: a, scanned: {}}]', /1:7 gate: the version/],
  ['no rules', 'gate: 1\n', /rules: at least one rule/],
  [
    'an unknown key',
    'gate: 1\nrules:\n- id: a\n  scaned: {}\n  scanned: {}\n',
    /4:3 rules\[0\]\.scaned: unknown key; did you mean scanned\?/,
  ],
  [
    'two kinds in one rule',
    'gate: 1\nrules: [{id: a, scanned: {}, findings: [{severity: high}]}]',
    /exactly one of podSecurity/,
  ],
  ['no kind', 'gate: 1\nrules: [{id: a}]', /exactly one of podSecurity/],
  ['an odd id', 'gate: 1\nrules: [{id: A b, scanned: {}}]', /lower-case letters/],
  ['two of one id', 'gate: 1\nrules: [{id: a, scanned: {}}, {id: a, scanned: {}}]', /rules\[1\]\.id: another rule/],
  ['an odd mode', 'gate: 1\nmode: on\nrules: [{id: a, scanned: {}}]', /2:7 mode: one of enforce, warn, audit/],
  ['an odd span', 'gate: 1\nrules: [{id: a, scanned: {maxAge: 1 day}}]', /maxAge: a span of time/],
  [
    'a number for a version',
    'gate: 1\nrules: [{id: a, podSecurity: {level: baseline, version: 1.30}}]',
    /version: latest or a version in quotes/,
  ],
  [
    'no such control',
    'gate: 1\nrules: [{id: a, podSecurity: {level: baseline, except: [host-port]}}]',
    /except\[0\]: no control of that name/,
  ],
  [
    'fixable asked of what has no versions',
    'gate: 1\nrules: [{id: a, findings: [{kind: secret, fixable: true}]}]',
    /fixable: no finding can meet it: only a vulnerability can, and the limit asks for a secret/,
  ],
  [
    'exploited asked of what cannot be',
    'gate: 1\nrules: [{id: a, findings: [{kind: secret, exploited: true}]}]',
    /exploited: no finding can meet it/,
  ],
  [
    'conditions that are none',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "severty>=high"}]}]',
    /conditions: not understood; expected are conditions such as severity>=high,fixable/,
  ],
  [
    'conditions that exclude each other',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "kind=secret,fixable"}]}]',
    /exclude each other/,
  ],
  [
    'conditions that nothing can meet',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "risk>100"}]}]',
    /nothing can meet risk>100/,
  ],
  [
    'conditions that exclude a setting beside them',
    'gate: 1\nrules: [{id: a, findings: [{severity: high, conditions: "severity<low"}]}]',
    /no finding can meet it: severity>=high and severity<low exclude each other/,
  ],
  [
    'conditions that ask for what may be unknown',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "severity=unknown", acceptUnknown: [severity]}]}]',
    /no finding can meet it: /,
  ],
  [
    'conditions without any',
    'gate: 1\nrules: [{id: a, findings: [{conditions: ""}]}]',
    /conditions: a text is expected, and this one is empty/,
  ],
  [
    'conditions about packages',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "unjudged"}]}]',
    /unjudged is no word for findings here/,
  ],
  [
    'the opposite of use',
    'gate: 1\nrules: [{id: a, findings: [{conditions: "!in-use"}]}]',
    /in-use without !: that something is not in use is never certain/,
  ],
  ['no level', 'gate: 1\nrules: [{id: a, podSecurity: {version: latest}}]', /level: is missing/],
  [
    'images for a pod rule',
    'gate: 1\nrules: [{id: a, images: ["x"], podSecurity: {level: baseline}}]',
    /about the pod/,
  ],
  ['no signers', 'gate: 1\nrules: [{id: a, signedBy: []}]', /at least one signer/],
  [
    'a pattern for an identity',
    'gate: 1\nrules: [{id: a, signedBy: [{issuer: "https://x", subject: "*@example.com"}]}]',
    /compared exactly/,
  ],
  ['half an identity', 'gate: 1\nrules: [{id: a, signedBy: [{issuer: "https://x"}]}]', /subject: is missing/],
  ['a key that is none', 'gate: 1\nrules: [{id: a, signedBy: [{key: abc}]}]', /public key in PEM/],
  [
    'a private key',
    'gate: 1\nrules: [{id: a, signedBy: [{key: "-----BEGIN PRIVATE KEY-----\\nAA==\\n-----END PRIVATE KEY-----"}]}]',
    /public key in PEM/,
  ],
  [
    'a type without meaning',
    `gate: 1\nrules: [{id: a, attested: {type: sbom, by: [${signerYaml}]}}]`,
    /type: a URI is expected/,
  ],
  ['no limits', 'gate: 1\nrules: [{id: a, findings: []}]', /at least one limit/],
  ['certainty of no use', 'gate: 1\nrules: [{id: a, findings: [{inUse: false}]}]', /never certain/],
  ['a negative limit', 'gate: 1\nrules: [{id: a, findings: [{max: -1}]}]', /whole number from 0/],
  [
    'an exception without owner',
    'gate: 1\nrules: [{id: a, scanned: {}}]\nexceptions: [{rule: a, reason: r, expires: 2026-12-31}]',
    /exceptions\[0\]\.owner: is missing/,
  ],
  [
    'an exception without end',
    'gate: 1\nrules: [{id: a, scanned: {}}]\nexceptions: [{rule: a, reason: r, owner: o}]',
    /expires: is missing/,
  ],
  [
    'an exception without rule',
    'gate: 1\nrules: [{id: a, scanned: {}}]\nexceptions: [{rule: b, reason: r, owner: o, expires: 2026-12-31}]',
    /no rule of that id/,
  ],
  [
    'an odd day',
    'gate: 1\nrules: [{id: a, scanned: {}}]\nexceptions: [{rule: a, reason: r, owner: o, expires: 2026-13-31}]',
    /a day/,
  ],
];

for (const [name, text, says] of refused) {
  test(`gate: refused with its place: ${name}`, async () => {
    await assert.rejects(read(text), (error: unknown) => {
      assert.ok(error instanceof SeaworthyError);
      assert.equal(error.code, 'E_USAGE');
      assert.match(error.why ?? '', says);
      return true;
    });
  });
}

test('gate: all faults are told at once, first line first', async () => {
  await assert.rejects(
    read('gate: 1\nmode: x\nrules:\n- {id: a, scanned: {maxAge: soon}}\nunknown: maybe\n'),
    (error: unknown) => {
      assert.match((error as SeaworthyError).why ?? '', /2:7 mode.*; gate\.yaml:4:.*maxAge.*; gate\.yaml:5:10 unknown/);
      return true;
    },
  );
});

test('scopes of names: what is included without what is excluded', () => {
  assert.equal(inScope(undefined, 'x'), true);
  assert.equal(inScope({}, 'x'), true);
  assert.equal(inScope({ include: [] }, 'x'), false);
  for (const [name, expected] of [
    ['a', true],
    ['ab', false],
    ['b', false],
    ['a/b', false],
  ] as const)
    assert.equal(inScope({ include: ['a*'], exclude: ['ab'] }, name), expected, name);
  // Longer than a name or a pattern can be.
  assert.equal(inScope({ include: ['**'] }, 'a'.repeat(2_000)), false);
  assert.equal(inScope({ include: ['a'.repeat(513)] }, 'a'.repeat(513)), false);
});

test('spans of time', () => {
  assert.deepEqual(['30m', '24h', '7d', '1m'].map(parseDuration), [1_800_000, 86_400_000, 604_800_000, 60_000]);
  for (const text of ['', '0h', '1', 'h', '1.5h', '-1h', '1h30m', '100000m'])
    assert.equal(parseDuration(text), undefined);
  assert.deepEqual([60_000, 26 * 3_600_000, 5 * 86_400_000].map(roughSpan), ['1 minute', '26 hours', '5 days']);
});

test('required facts: only what the rules of the image and namespace look at', async () => {
  const gate = await gateOf([
    `{ id: a, images: ["r.example.com/shop/**"], signedBy: [${signerYaml}] }`,
    '{ id: b, namespaces: [prod], scanned: {} }',
    '{ id: c, images: { exclude: ["docker.io/**"] }, findings: [{ inUse: true }] }',
  ]);
  const [shop, nginx, odd] = requiredFacts(gate, 'test', ['r.example.com/shop/web', 'nginx', 'NOT AN IMAGE', 'nginx']);
  assert.deepEqual(shop?.rules, ['a', 'c']);
  assert.deepEqual(shop.signatures, [{ ...releaser, name: 'release@example.com by https://accounts.example.com' }]);
  assert.deepEqual([shop.scan, shop.inUse, shop.digest], [true, true, true]);
  assert.deepEqual(nginx, {
    reference: 'nginx',
    rules: [],
    digest: false,
    signatures: [],
    attestations: [],
    scan: false,
    inUse: false,
  });
  assert.deepEqual(odd?.rules, ['a', 'c'], 'a name that cannot be read is every rule’s');
  assert.deepEqual(requiredFacts(gate, undefined, ['nginx'])[0]?.rules, ['b']);
  assert.deepEqual(requiredFacts(gate, 'kube-system', ['nginx'])[0]?.rules, []);
});
