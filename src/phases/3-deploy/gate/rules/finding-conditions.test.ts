import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, parseConditions } from '../../../../core/index.ts';
import { type ImageFacts, known, unknown } from '../facts.ts';
import { finding, goodImage } from '../testing/samples.ts';
import { type FindingConditions, meets } from './finding-conditions.ts';

const hour = 3_600_000;
const now = new Date('2026-11-24T12:00:00Z');
const limit = (text: string, more: Partial<FindingConditions> = {}): FindingConditions => ({
  conditions: parseConditions(text),
  words: { before: '', after: '' },
  kinds: [],
  countSuppressed: false,
  ...more,
});
const image = (inUse: ImageFacts['inUse']): Parameters<typeof meets>[2] => ({ ...goodImage, inUse });
const unseen = (observedFor: number): ImageFacts['inUse'] =>
  known({ purls: [], observedFor, last: '2026-11-24T06:00:00Z' });
const purl = finding.package?.purl ?? '';
const seen: ImageFacts['inUse'] = known({ purls: [purl], observedFor: hour, last: '2026-11-24T06:00:00Z' });

test('one condition that says no settles it: nothing is open, and nothing is remarked', () => {
  const nothing = { answer: false, open: [], remarks: [] };
  const found = { ...finding, severity: 'low' } as const;
  assert.deepEqual(meets(found, limit('severity>=high,epss>0.5'), image(seen), now), nothing);
  assert.deepEqual(
    meets(found, limit('severity>=high,in-use', { observedFor: hour }), image(unknown('down')), now),
    nothing,
  );
});

test('what is not known leaves it open, and says what that is', () => {
  const { answer, open, remarks } = meets(finding, limit('severity>=high,epss>0.5'), image(seen), now);
  assert.deepEqual([answer, open.map(({ setting }) => setting)], [undefined, ['epss']]);
  assert.equal(remarks.length, 1);
});

test('what was set aside counts where the limit says so', () => {
  const aside = { ...finding, suppressed: 'accepted' };
  assert.equal(meets(aside, limit('severity>=high'), image(seen), now).answer, false);
  assert.equal(meets(aside, limit('severity>=high', { countSuppressed: true }), image(seen), now).answer, true);
});

const uses: readonly (readonly [name: string, inUse: ImageFacts['inUse'], answer: boolean | undefined, why: RegExp])[] =
  [
    ['seen', seen, true, /^in use, last seen 2026/],
    ['not seen, watched as long as is asked', unseen(hour), false, /^$/],
    ['not seen, watched a moment less', unseen(hour - 1), undefined, /^not seen, but watched for .* only$/],
    ['never watched', known(null), undefined, /^never watched/],
    ['the ledger is out of reach', unknown('down'), undefined, /^use not known: down$/],
  ];

for (const [name, inUse, answer, why] of uses)
  test(`in use: ${name}: ${answer ?? 'not known'}`, () => {
    const met = meets(finding, limit('severity>=high,in-use', { observedFor: hour }), image(inUse), now);
    assert.equal(met.answer, answer);
    assert.match(met.remarks.at(-1) ?? '', why);
  });

test('how old a flaw is depends on when it is judged: fourteen days, less, and not said', () => {
  const ages: readonly (readonly [published: string | undefined, answer: boolean | undefined])[] = [
    ['2026-11-10T11:59:59Z', true],
    ['2026-11-20T00:00:00Z', false],
    ['2026-12-24T00:00:00Z', undefined],
    [undefined, undefined],
  ];
  for (const [published, answer] of ages) {
    const flaw = { ...finding, ...defined({ published }) };
    assert.equal(meets(flaw, limit('older-than=14d'), image(seen), now).answer, answer, published ?? 'not said');
  }
});
