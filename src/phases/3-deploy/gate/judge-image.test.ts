import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Digest, Platform } from '../../../core/index.ts';
import {
  type ImageFacts,
  type Known,
  known,
  type ManifestFacts,
  type ScanFact,
  type SignatureFact,
  unknown,
} from './facts.ts';
import { judge } from './judge.ts';
import {
  allRules,
  bareFacts,
  digest,
  facts,
  finding,
  gateOf,
  goodImage,
  now,
  releaser,
  scan,
} from './testing/samples.ts';

const [, , signed = '', attested = '', scanned = '', clean = ''] = allRules;
const amd64: Platform = { os: 'linux', architecture: 'amd64' };
const arm64: Platform = { os: 'linux', architecture: 'arm64' };
const child = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const { reference: _, ...good } = goodImage;
const variant = (letter: string, platform: Platform, more: Partial<ManifestFacts> = {}): ManifestFacts => ({
  ...good,
  digest: known(child(letter)),
  platform,
  ...more,
});

type Hung = Pick<ManifestFacts, 'signatures' | 'attestations'>;
const none: Hung = { signatures: known([]), attestations: known([]) };
const outage = unknown('the registry does not answer');
const lost: Hung = { signatures: outage, attestations: outage };
const broken: Known<readonly SignatureFact[]> = known([{ signer: releaser, verdict: 'not-trusted', why: 'forged' }]);
/** An index as facts have it: scans are of what is in it. */
const index = (variants: NonNullable<ImageFacts['variants']>, own: Hung = none): Partial<ImageFacts> => ({
  ...own,
  scan: unknown('an index'),
  inUse: unknown('an index'),
  variants,
});
const b = variant('b', amd64);
const c = variant('c', arm64);
const bare = variant('c', arm64, none);

const table: readonly (readonly [string, string, Partial<ImageFacts>, string])[] = [
  ['the index itself is signed', signed, index(known([bare]), good), 'pass'],
  ['every variant is signed', signed, index(known([b, c])), 'pass'],
  ['signed amd64 beside unsigned arm64', signed, index(known([b, bare])), 'fail'],
  ['unsigned arm64 first', signed, index(known([bare, b])), 'fail'],
  ['a second amd64 that is not signed', signed, index(known([b, variant('c', amd64, none)])), 'fail'],
  [
    'amd64/v3 with a forged signature',
    signed,
    index(known([b, variant('c', { ...amd64, variant: 'v3' }, { signatures: broken })])),
    'fail',
  ],
  [
    'a variant about which the registry says nothing',
    signed,
    index(known([b, variant('c', arm64, lost)])),
    'not-assessed',
  ],
  ['one unsigned, another not known', signed, index(known([bare, variant('b', amd64, lost)])), 'fail'],
  ['the index not known, a variant unsigned', signed, index(known([b, bare]), lost), 'not-assessed'],
  ['the index not known, every variant signed', signed, index(known([b, c]), lost), 'pass'],
  ['what the index holds is not known', signed, index(outage), 'not-assessed'],
  ['what the index holds is not known, and it is signed', signed, index(outage, good), 'pass'],
  ['an index without an image', signed, index(known([])), 'fail'],
  ['a signed index without an image for our nodes', signed, index(known([]), good), 'pass'],
  ['an index with more images than are judged', signed, index(known([{ ...bare, flaw: '10000 images' }])), 'fail'],
  ['the same, and it is signed', signed, index(known([{ ...bare, flaw: '10000 images' }]), good), 'pass'],
  [
    'an image that is not there',
    signed,
    { flaw: 'there is no such tag', digest: unknown('there is no such tag') },
    'fail',
  ],
  ['every variant is attested', attested, index(known([b, c])), 'pass'],
  ['one variant is attested', attested, index(known([b, bare])), 'fail'],
  ['the index is attested', attested, index(known([bare]), good), 'pass'],
  ['every variant was scanned', scanned, index(known([b, c])), 'pass'],
  ['one variant was scanned', scanned, index(known([b, variant('c', arm64, { scan: known(null) })])), 'fail'],
  [
    'a scan of the index cannot be',
    scanned,
    { ...index(known([variant('c', arm64, { scan: known(null) })])), scan: known(scan) },
    'fail',
  ],
  [
    'findings in one variant',
    clean,
    index(known([b, variant('c', arm64, { scan: known({ ...scan, findings: [finding] }) })])),
    'fail',
  ],
  [
    'no findings in one, the other never scanned',
    clean,
    index(known([b, variant('c', arm64, { scan: known(null) })])),
    'fail',
  ],
  [
    'a signed index says nothing of findings',
    clean,
    index(known([b, variant('c', arm64, { scan: outage })]), good),
    'not-assessed',
  ],
];

for (const [name, rule, image, expected] of table) {
  test(`judge: variants: ${name}: ${expected}`, async () => {
    const decision = judge(await gateOf([rule]), bareFacts(image), now);
    assert.deepEqual(
      decision.results.map(({ state }) => state),
      [expected],
      decision.results[0]?.message,
    );
    assert.equal(decision.allowed, expected === 'pass');
  });
}

test('judge: the variant that speaks against is named by platform and digest, and what mends the index is told', async () => {
  const [result] = judge(await gateOf([signed]), bareFacts(index(known([b, bare]))), now).results;
  assert.match(result?.message ?? '', new RegExp(`linux/arm64 ${child('c')}: No signature`));
  assert.doesNotMatch(result?.message ?? '', new RegExp(child('b')));
  assert.match(result?.remedy ?? '', new RegExp(`Sign ${digest}`));
});

test('judge: limits count in each variant by itself', async () => {
  const two = (letter: string, platform: Platform) =>
    variant(letter, platform, { scan: known({ ...scan, findings: [finding, { ...finding, id: 'CVE-2026-2' }] }) });
  const image = index(known([two('b', amd64), two('c', arm64)]));
  const stateOf = async (max: number) =>
    judge(await gateOf([`{ id: a, findings: [{ severity: high, max: ${max} }] }`]), bareFacts(image), now).results[0]
      ?.state;
  assert.equal(await stateOf(2), 'pass');
  assert.equal(await stateOf(1), 'fail');
});

test('judge: a name is judged by itself, whatever is known of the image', async () => {
  const gate = await gateOf([allRules[1] ?? '']);
  assert.equal(judge(gate, bareFacts({ ...index(outage), flaw: 'not there' }), now).allowed, true);
});

test('judge: a rule that breaks down fails, even where what is not known is let pass; the others are judged', async () => {
  const gate = await gateOf([signed, scanned], 'unknown: allow');
  const { sources: _, ...bad } = scan;
  const decision = judge(gate, bareFacts({ scan: known(bad as ScanFact) }), now);
  assert.deepEqual(
    decision.results.map(({ state }) => state),
    ['pass', 'fail'],
  );
  assert.match(decision.results[1]?.message ?? '', /defect of Seaworthy/);
  assert.equal(decision.allowed, false);
});

test('judge: a tag is told with the digest that was judged for it; a digest is not', async () => {
  const gate = await gateOf([signed]);
  const warningsOf = (name: string) =>
    judge(gate, facts({ reference: name }), now).warnings.filter((text) => text.includes('Pin'));
  assert.match(
    warningsOf('registry.example.com/shop/web:1').join(),
    new RegExp(`Judged ${digest} for registry.example.com/shop/web:1`),
  );
  assert.equal(warningsOf('registry.example.com/shop/web').length, 1, 'no tag is the tag latest');
  for (const name of [goodImage.reference, `registry.example.com/shop/web:1@${digest}`])
    assert.deepEqual(warningsOf(name), []);
});
