import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { alpine, debian, npmPackage, osRelease } from '../roots.ts';
import { scanWords } from '../shapes.ts';
import { type Files, now, type World } from '../world.ts';

const sound = alpine(['sound', '1.0-r0']);
const token = ['ghp', '_', 'R3vK9sLq2ZxW8nTb5YcF7dHj4mPa6QeU1iBo'].join('');

/** How the scan that the gate reads came about. Gives the image. */
type History = (world: World) => Promise<string>;

const scan =
  (files: Files, more: readonly string[] = [], off: readonly string[] = []): History =>
  async (world) => {
    const image = await world.layout(files);
    await world.must(await scanWords(world, image, more, off), [0, 5]);
    return image;
  };

/** Scans at one time; what is judged after it is judged at the usual time. */
const scanAt =
  (time: string, files: Files = sound): History =>
  async (world) => {
    const image = await world.layout(files);
    const words = await scanWords(world, image);
    world.at(time);
    await world.must(words, [0, 5]);
    world.at(now);
    return image;
  };

/** A scan that looked for secrets, and then one that did not: what the first found still holds. */
const secretsThenNone: History = async (world) => {
  const image = await world.layout({ ...sound, 'app/.env': `GITHUB_TOKEN=${token}\n` });
  const words = await scanWords(world, image);
  await world.must([...words.filter((word) => word !== '--secrets' && word !== 'off'), '--secrets', 'on'], [0, 3, 5]);
  await world.must(words, [0, 5]);
  return image;
};

const notScanned: History = (world) => world.layout(sound);
const ended = alpine(['sound', '1.0-r0']);
const endOfLife: Files = { ...ended, ...osRelease('alpine', '3.10.9') };
const unknownRelease: Files = { ...ended, ...osRelease('alpine', '3.99.0') };

const findings = (limit: string): string => `findings: [${limit}]`;
const scannedRule = 'scanned: { maxAge: 24h, maxDataAge: 48h }';

/** A rule, and how the fact that it rests on is missing. */
const missing: readonly (readonly [name: string, rule: string, history: History])[] = [
  ...[
    '{ severity: critical }',
    '{ kind: secret }',
    '{ exploited: true }',
    '{ epss: 0.5 }',
    '{ fixable: true }',
    '{ exploited: true, inUse: true }',
  ].map((limit) => [`never scanned, ${limit}`, findings(limit), notScanned] as const),
  ['never scanned, scanned', scannedRule, notScanned],
  ['KEV was off, exploited', findings('{ exploited: true }'), scan(sound, [], ['kev'])],
  ['KEV was off, flaw, exploited', findings('{ exploited: true }'), scan(alpine(['flawed', '1.0-r0']), [], ['kev'])],
  [
    'KEV was off, flaw, exploited and critical',
    findings('{ exploited: true, severity: negligible }'),
    scan(npmPackage('flawed', '1.0.0'), [], ['kev']),
  ],
  ['EPSS was off, flaw, epss', findings('{ epss: 0.1 }'), scan(alpine(['flawed', '1.0-r0']), [], ['epss'])],
  ['EPSS has no word, epss', findings('{ epss: 0.1 }'), scan(npmPackage('flawed', '1.0.0'))],
  ['scanned without secrets, secret', findings('{ kind: secret }'), scan(sound)],
  ['scanned without secrets, secret and any', findings('{ kind: secret }, { severity: critical }'), scan(sound)],
  ['secrets found, then scanned without', findings('{ kind: secret }'), secretsThenNone],
  ['no source of data, maxDataAge', 'scanned: { maxDataAge: 24h }', scan({ 'app/readme.txt': 'text' })],
  [
    'feeds off, maxDataAge',
    'scanned: { maxDataAge: 24h, complete: false }',
    scan(sound, ['--allow-partial'], ['alpine', 'kev', 'epss']),
  ],
  [
    'feeds off, findings',
    findings('{ kind: vulnerability, severity: critical }'),
    scan(sound, ['--allow-partial'], ['alpine', 'kev', 'epss']),
  ],
  ['old scan', scannedRule, scanAt('2025-12-01T00:00:00Z')],
  ['scan in the future, scanned', scannedRule, scanAt('2027-01-01T00:00:00Z')],
  ['scan a day in the future, scanned', scannedRule, scanAt('2026-01-04T00:00:00Z')],
  [
    'scan in the future, findings',
    findings('{ kind: vulnerability, severity: critical }'),
    scanAt('2027-01-01T00:00:00Z'),
  ],
  ['end of life, findings', findings('{ kind: vulnerability, severity: critical }'), scan(endOfLife)],
  ['end of life, scanned', scannedRule, scan(endOfLife)],
  ['a release nobody knows, findings', findings('{ kind: vulnerability, severity: critical }'), scan(unknownRelease)],
  [
    'database emptied, findings',
    findings('{ kind: vulnerability, severity: critical }'),
    scan({ ...osRelease('debian', '12'), 'var/lib/dpkg/status': '' }),
  ],
  [
    'jars, findings',
    findings('{ kind: vulnerability, severity: critical }'),
    scan({ 'app/app.jar': 'PK\x05\x06'.padEnd(22, '\0') }),
  ],
  ['nothing in it, findings', findings('{ kind: vulnerability, severity: critical }'), scan({ 'readme.txt': 'text' })],
  [
    'packages of a kind without data, findings',
    findings('{ kind: vulnerability, severity: critical }'),
    scan(npmPackage('sound', '1.0.0'), [], ['osv']),
  ],
  [
    'flaw, never watched, inUse',
    findings('{ severity: negligible, inUse: true }'),
    scan(npmPackage('flawed', '1.0.0')),
  ],
  [
    'unknown severity, severity',
    findings('{ kind: vulnerability, severity: high }'),
    scan(debian(['flawed', '1.0-1'])),
  ],
];

/** Facts that need a registry, without one. */
const offline: readonly (readonly [name: string, rule: string])[] = [
  ['signedBy', 'signedBy: [{ issuer: https://i.example.com, subject: a@example.com }]'],
  ['attested', 'attested: { type: cyclonedx, by: [{ issuer: https://i.example.com, subject: a@example.com }] }'],
  [
    'attested with an age',
    'attested: { type: https://slsa.dev/provenance/v1, by: [{ issuer: https://i.example.com, subject: a@example.com }], maxAge: 30d }',
  ],
  ['scanned', scannedRule],
  ['findings', findings('{ severity: critical }')],
  ['imageSource with digest', 'imageSource: { allow: ["**"], digest: true }'],
];

const modes: readonly (readonly [name: string, more: string])[] = [
  ['unknown refuses', 'unknown: refuse\n'],
  ['unknown is allowed', 'unknown: allow\n'],
];

export const facts: GreenKind = {
  id: 'facts',
  title: 'gate rules without the fact that they rest on',
  inputs: [
    ...missing.flatMap(([name, rule, history]) =>
      modes.map(
        ([mode, more]): GreenInput => ({
          name: `${name}, ${mode}`,
          expect: ends(3, 5),
          prepare: async (world) => gateWords(world, rule, await history(world), more),
        }),
      ),
    ),
    ...offline.flatMap(([name, rule]) =>
      modes.map(
        ([mode, more]): GreenInput => ({
          name: `offline, ${name}, ${mode}`,
          expect: ends(3, 5),
          prepare: (world) => gateWords(world, rule, 'registry.example.com/a:1', more),
        }),
      ),
    ),
    ...[
      // Alpine publishes no date, and that of a file in a folder tells nothing.
      ['scanned', 'scanned: { maxAge: 24h, maxDataAge: 48h, acceptUnknown: [dates] }', scan(sound)] as const,
      // These scans do not look for secrets: a limit that names no kind would be about them too.
      ['findings', findings('{ kind: vulnerability, severity: low }'), scan(sound)] as const,
      ['exploited', findings('{ exploited: true }'), scan(sound)] as const,
      [
        'secret',
        findings('{ kind: secret }'),
        async (world: World) => {
          const image = await world.layout(sound);
          await world.must((await scanWords(world, image)).map((word) => (word === 'off' ? 'on' : word)));
          return image;
        },
      ] as const,
    ].map(
      ([name, rule, history]): GreenInput => ({
        name: `the fact is there, ${name}`,
        control: true,
        expect: isJudged,
        prepare: async (world) => gateWords(world, rule, await history(world)),
      }),
    ),
  ],
};
