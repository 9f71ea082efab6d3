import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FindingKind } from '../../../core/index.ts';
import {
  type GateFacts,
  type GateFinding,
  type ImageFacts,
  type Known,
  known,
  type ManifestFacts,
  type ScanFact,
  unknown,
} from './facts.ts';
import { judge } from './judge.ts';
import {
  allRules,
  digest,
  facts,
  finding,
  gateOf,
  now,
  reference,
  releaser,
  scan,
  signerYaml,
} from './testing/samples.ts';

/* A fact that is taken away, or that nobody knows any more, never opens a gate: random gates, random facts, each fact lost in turn. */

const hour = 3_600_000;
const other = { ...releaser, subject: 'RELEASE@example.com' } as const;
const time = fc.constantFrom(
  '2026-11-24T10:00:00Z',
  '2026-11-24T11:00:00Z',
  '2026-11-24T09:00:00Z',
  '2026-11-24T12:04:00Z',
  '2026-11-20T00:00:00Z',
  '2027-01-01T00:00:00Z',
  'never',
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> =>
  fc.oneof(
    { weight: 12, arbitrary: value.map(known) },
    { weight: 1, arbitrary: fc.constant(unknown('not found out')) },
  );
/** Mostly what speaks for the image: a fact that is lost shows best where nothing else is in its way. */
const mostly = <T>(good: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const flag = mostly<boolean | undefined>(true, false, undefined);
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

const signature = fc.record({
  signer: fc.constantFrom(releaser, other),
  verdict: fc.constantFrom('trusted' as const, 'not-trusted' as const, 'undetermined' as const),
  verifiedTime: time,
});
const attestation = fc
  .tuple(signature, fc.constantFrom('https://example.com/scan/v1', 'x:y'))
  .map(([fact, predicateType]) => ({ ...fact, predicateType }));
const { exploited: _exploited, fixable: _fixable, ...bareFinding } = finding;
const flaw: fc.Arbitrary<GateFinding> = fc
  .record({
    id: fc.constantFrom('CVE-2026-1', 'CVE-2026-2'),
    kind: mostly<FindingKind>('vulnerability', 'secret'),
    severity: mostly<GateFinding['severity']>('critical', 'low', 'unknown'),
    exploited: flag,
    fixable: flag,
    epss: mostly<number | undefined>(0.9, 0.1, undefined),
    published: mostly<string | undefined>('2020-01-01T00:00:00Z', now.toISOString(), undefined),
    suppressed: mostly<string | undefined>(undefined, 'by somebody'),
  })
  .map((traits) => defined({ ...bareFinding, ...traits }) as GateFinding);
const source = fc
  .record({
    id: fc.constantFrom('debian/12', 'kev'),
    date: time,
    dated: fc.constantFrom('publisher' as const, 'server' as const, 'file' as const, 'fetch' as const, undefined),
    tells: fc.constantFrom('advisories' as const, 'exploited' as const, undefined),
  })
  .map((one) => defined(one) as ScanFact['sources'][number]);
const scanned: fc.Arbitrary<ScanFact> = fc.record({
  created: time,
  incomplete: mostly(false, true),
  lookedFor: mostly<readonly FindingKind[]>(['vulnerability', 'secret'], ['vulnerability'], ['secret'], []),
  unjudged: mostly<ScanFact['unjudged']>([], [{ packages: 2, what: 'npm: no data' }]),
  unidentified: mostly<ScanFact['unidentified']>({ count: 0, examples: [] }, { count: 1, examples: ['app: ELF'] }),
  sources: fc.oneof(fc.constant(scan.sources), fc.array(source, { maxLength: 3 })),
  findings: fc.array(flaw, { maxLength: 2 }),
});
const about = {
  digest: maybe(fc.constant(digest)),
  signatures: maybe(fc.array(signature, { maxLength: 2 })),
  attestations: maybe(fc.array(attestation, { maxLength: 2 })),
  scan: maybe(fc.oneof({ weight: 12, arbitrary: scanned }, { weight: 1, arbitrary: fc.constant(null) })),
  inUse: maybe(
    fc.oneof(
      fc.constant(null),
      fc.record({
        purls: mostly<readonly string[]>(['pkg:deb/debian/openssl@3.0'], []),
        observedFor: fc.constantFrom(hour, 72 * hour),
        last: time,
      }),
    ),
  ),
};
const named = mostly(reference, 'nginx', 'Not One');
const image: fc.Arbitrary<ImageFacts> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ reference: named, ...about }) },
  {
    weight: 1,
    arbitrary: fc.record({ reference: named, ...about, variants: maybe(fc.array(fc.record(about), { maxLength: 2 })) }),
  },
);

const mostlyNone = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 2, arbitrary: fc.constantFrom(...values) });

/** A setting of a limit, or nothing. */
const setting = (name: string, ...values: readonly string[]): fc.Arbitrary<string> =>
  mostlyNone(values).map((value) => (value === '' ? '' : `${name}: ${value}`));
const braces = (parts: readonly string[]): string => `{ ${parts.filter((part) => part !== '').join(', ')} }`;
const limit = fc
  .tuple(
    setting('kind', 'vulnerability', 'secret', 'licence'),
    setting('severity', 'unknown', 'negligible', 'high', 'high'),
    setting('fixable', 'true', 'false'),
    setting('exploited', 'true', 'false'),
    setting('epss', '0.5'),
    setting('olderThan', '14d'),
    setting('inUse', 'true'),
    setting('conditions', '"severity>=high"', '"high,!risk>50"', '"in-use"'),
    setting('max', '1', '2'),
    setting('countSuppressed', 'false'),
  )
  // Only a vulnerability can be fixable, exploited or scored: a limit that asks it of something else is refused.
  .filter(
    ([kind, , fixable, exploited, epss, olderThan]) =>
      kind === '' ||
      kind === 'kind: vulnerability' ||
      (fixable !== 'fixable: true' && exploited !== 'exploited: true' && epss === '' && olderThan === ''),
  )
  .map(braces);
const limits = fc.array(limit, { minLength: 1, maxLength: 2 }).map((several) => `findings: [${several.join(', ')}]`);
const rule: fc.Arbitrary<string> = fc.oneof(
  limits,
  limits,
  limits,
  fc
    .tuple(setting('maxAge', '24h', '30d'), setting('maxDataAge', '24h', '30d'), setting('complete', 'false'))
    .map((parts) => `scanned: ${braces(parts)}`),
  fc.constant(`signedBy: [${signerYaml}]`),
  setting('maxAge', '24h').map(
    (age) => `attested: ${braces(['type: "https://example.com/scan/v1"', `by: [${signerYaml}]`, age])}`,
  ),
  fc.constant('imageSource: { allow: [registry.example.com/**], digest: true }'),
);
const someGate = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  unknown: fc.constantFrom('refuse', 'allow'),
  exception: fc.constantFrom(
    '',
    'exceptions: [{ rule: r0, only: [CVE-2026-1], reason: r, owner: o, expires: 2027-06-30 }]',
  ),
});

const lost = unknown('lost');

/** Every way to know less of an image, the images of an index included. What was not looked for was not found either. */
function lesser(one: ImageFacts): readonly (readonly [name: string, image: ImageFacts])[] {
  const { variants } = one;
  if (variants === undefined) return lesserFacts(one);
  const other = (list: Known<readonly ManifestFacts[]>): ImageFacts => ({ ...one, variants: list });
  const inEach = !variants.known
    ? []
    : variants.value.flatMap((variant, at) =>
        lesserFacts(variant).map(([name, less]): [string, ImageFacts] => [
          name,
          other(known(variants.value.with(at, less))),
        ]),
      );
  return [...lesserFacts(one), ['variants', other(lost)], ...inEach];
}

function lesserFacts<T extends ManifestFacts>(one: T): readonly (readonly [name: string, facts: T])[] {
  const whole = (['digest', 'signatures', 'attestations', 'scan', 'inUse'] as const)
    .filter((name) => one[name].known)
    .map((name): [string, T] => [name, { ...one, [name]: lost }]);
  if (one.inUse.known) whole.push(['inUse', { ...one, inUse: known(null) }]);
  const { scan: fact } = one;
  if (!fact.known || fact.value === null) return whole;
  return [
    ...whole,
    ['scan: none', { ...one, scan: known(null) }],
    ...lesserScans(fact.value).map(([name, less]): [string, T] => [`scan: ${name}`, { ...one, scan: known(less) }]),
  ];
}

function lesserScans(given: ScanFact): readonly (readonly [name: string, scan: ScanFact])[] {
  const { findings, sources } = given;
  const without = (kind: FindingKind) => findings.filter((one) => one.kind !== kind);
  const each = <K extends keyof GateFinding>(name: K, change: (one: GateFinding) => GateFinding) =>
    findings.map((_, at): [string, ScanFact] => [
      `${name} of a finding`,
      { ...given, findings: findings.map((one, index) => (index === at ? change(one) : one)) },
    ]);
  const drop =
    <K extends keyof GateFinding>(name: K) =>
    ({ [name]: _, ...rest }: GateFinding): GateFinding =>
      rest as GateFinding;
  return [
    ['date', { ...given, created: '' }],
    ...given.lookedFor.map((kind): [string, ScanFact] => [
      `search for ${kind}`,
      { ...given, lookedFor: given.lookedFor.filter((one) => one !== kind), findings: without(kind) },
    ]),
    ['a place that could not be looked at', { ...given, incomplete: true, findings: findings.slice(1) }],
    [
      'packages that nobody judges',
      { ...given, unjudged: [{ packages: 1, what: 'npm: no data' }], findings: without('vulnerability') },
    ],
    [
      'software that nobody knows',
      { ...given, unidentified: { count: 1, examples: ['app'] }, findings: without('vulnerability') },
    ],
    ['sources', { ...given, sources: [] }],
    ...sources.map(({ dated: _, ...source }, at): [string, ScanFact] => [
      'whose date it is',
      { ...given, sources: sources.map((one, index) => (index === at ? source : one)) },
    ]),
    ...sources.map((source, at): [string, ScanFact] => [
      'date of a source',
      { ...given, sources: sources.map((one, index) => (index === at ? { ...source, date: '' } : one)) },
    ]),
    ...each('severity', (one) => ({ ...one, severity: 'unknown' })),
    ...each('fixable', drop('fixable')),
    ...each('exploited', drop('exploited')),
    ...each('epss', drop('epss')),
    ...each('published', drop('published')),
    ...each('suppressed', drop('suppressed')),
  ];
}

/** What kinds of rules look at a fact: a refusal by another kind does not come from it. */
const looksAt: Readonly<Record<string, readonly string[]>> = {
  digest: ['signedBy', 'attested', 'scanned', 'findings'],
  signatures: ['signedBy'],
  attestations: ['attested'],
  inUse: ['findings'],
  variants: ['signedBy', 'attested', 'scanned', 'findings'],
};
const isAbout = (kind: string, fact: string): boolean => (looksAt[fact] ?? ['scanned', 'findings']).includes(kind);

test('judge: a fact that is lost never opens a gate, whatever the gate and the facts', async () => {
  const gates = await Promise.all(
    fc.sample(someGate, { numRuns: 200, seed: 7 }).map(({ rules, unknown: word, exception }) =>
      gateOf(
        rules.map((one, index) => `{ id: r${index}, ${one} }`),
        `unknown: ${word}\n${exception}`,
      ),
    ),
  );
  gates.push(await gateOf(allRules), await gateOf(allRules, 'unknown: allow'));
  let refusals = 0;
  fc.assert(
    fc.property(fc.constantFrom(...gates), image, (gate, one) => {
      const before = judge(gate, facts(one), now);
      if (!before.allowed) refusals++;
      for (const [name, less] of lesser(one)) {
        const after = judge(gate, facts(less), now);
        for (const [index, result] of before.results.entries()) {
          const told = `${name}: ${result.message} → ${after.results[index]?.message}`;
          const then = after.results[index]?.state;
          if (result.state !== 'pass') assert.notEqual(then, 'pass', told);
          const ruled = gate.rules.find(({ id }) => id === result.rule);
          if (ruled !== undefined && !isAbout(ruled.kind, name)) assert.equal(then, result.state, told);
        }
        const strict = gate.rules.every(({ unknown: word }) => word === 'refuse');
        if (!before.allowed && strict) assert.equal(after.allowed, false, name);
      }
    }),
    { numRuns: 800 },
  );
  assert.ok(refusals > 100, 'refusals were among them');
});

test('judge: a recorded snapshot gives the same decision', async () => {
  const gate = await gateOf(allRules);
  fc.assert(
    fc.property(image, (one) => {
      const given = facts(one);
      const replayed = judge(gate, JSON.parse(JSON.stringify(given)) as GateFacts, new Date(now));
      assert.deepEqual(replayed, judge(gate, given, now));
    }),
    { numRuns: 300 },
  );
});
