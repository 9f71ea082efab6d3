import { count, type FindingKind, oneMinute } from '../../../../core/index.ts';
import type { Setting } from '../../../../foundations/formats/index.ts';
import type { ScanFact } from '../facts.ts';
import { fault } from '../fault.ts';

/** How far a clock may be ahead of ours. */
export const clockSkew = 5 * oneMinute;

/** Something that a scan leaves open: a reason, and what would close it. */
export interface ScanGap {
  readonly why: string;
  readonly remedy: string;
}

/**
 * That nobody has scanned it is known, and a failure: every new digest is so, which a party who may push makes at will. What cannot be found out of scans
 * (a ledger that is locked, say) is something else.
 */
export const neverScanned = fault(
  ['scan'],
  { kind: 'record', statement: 'The image was never scanned.', observed: 'no scan', expected: 'a scan' },
  'Scan it: seaworthy scan IMAGE.',
);

/** The setting that names what may stay unknown: each word of it counts as if the fact spoke for the image. */
export function readAcceptUnknown<const T extends string>(setting: Setting, words: readonly T[]): ReadonlySet<T> {
  setting.texts();
  return new Set(setting.items().flatMap((item) => item.oneOf(words) ?? []));
}

/** `"acceptUnknown: [severity]" in the limit accepts it`: the way out, in the words of the file. */
export const accepting = (word: string, where: string): string =>
  `acceptUnknown: [${word}] in the ${where} accepts it.`;

/** How kinds are spoken of in the plural. */
const plural: Readonly<Record<FindingKind, string>> = {
  vulnerability: 'vulnerabilities',
  malware: 'malware',
  secret: 'secrets',
  misconfiguration: 'misconfigurations',
  weakness: 'weaknesses',
  licence: 'licences',
  signature: 'signatures',
  policy: 'policies',
  runtime: 'events at run time',
};

/** Kinds that were not looked for. `named`: the limit is about this kind alone, so that nothing but looking helps. */
export function kindGaps(scan: ScanFact, kinds: readonly FindingKind[], named: boolean): readonly ScanGap[] {
  return kinds
    .filter((kind) => !scan.lookedFor.includes(kind))
    .map((kind) => ({
      why: `the scan did not look for ${plural[kind]}`,
      remedy: `Scan it with a search for ${plural[kind]}${named ? '.' : `, or say in the limit which kind it is about: kind: ${scan.lookedFor[0] ?? 'vulnerability'}.`}`,
    }));
}

/** Packages that no source of data covers. */
export function unjudgedGaps({ unjudged }: ScanFact, where: string): readonly ScanGap[] {
  const [first] = unjudged;
  if (first === undefined) return [];
  const packages = unjudged.reduce((sum, one) => sum + one.packages, 0);
  const more = unjudged.length > 1 ? '; and others' : '';
  return [
    {
      why: `${count(packages, 'package')} could be judged by nobody (${first.what}${more})`,
      remedy: `Give the scan data about them, or accept it: ${accepting('unjudged', where)}`,
    },
  ];
}

/** Software that nobody could identify. */
export function unidentifiedGaps(
  { unidentified: { count: files, examples } }: ScanFact,
  where: string,
): readonly ScanGap[] {
  if (files === 0) return [];
  const more = files > examples.length ? ' …' : '';
  return [
    {
      why: `${count(files, 'file')} of software could not be identified (${examples.join(', ')}${more})`,
      remedy: `Find out what it is, or accept it: ${accepting('unidentified', where)}`,
    },
  ];
}

/** Anything that could not be looked at. */
export function incompleteGaps({ incomplete }: ScanFact, where: string): readonly ScanGap[] {
  if (!incomplete) return [];
  return [
    {
      why: 'the scan was not complete',
      remedy: `Read the coverage of the scan, and scan again; ${accepting('incomplete', where)}`,
    },
  ];
}

/** A scan of a time that is still to come, or of none: nobody knows what it is worth. */
export function timeGaps({ created }: ScanFact, now: Date): readonly ScanGap[] {
  const age = now.getTime() - Date.parse(created);
  if (age >= -clockSkew) return [];
  const why = Number.isNaN(age) ? 'the scan has no date' : `the scan is dated in the future (${created})`;
  return [{ why, remedy: 'Set the clock of whoever scans, and scan again.' }];
}

/** Data that a limit rests on, the word under which its absence is accepted, and what is missing without it. */
const needed = {
  advisories: { word: 'unjudged', missing: 'advisories', feed: 'of its distribution and languages' },
  exploited: { word: 'exploited', missing: 'what is exploited', feed: 'kev' },
  epss: { word: 'epss', missing: 'probabilities of exploitation', feed: 'epss' },
} as const;

/** Sources that a limit rests on and that the scan did not have. */
export function sourceGaps(
  { sources }: ScanFact,
  wanted: readonly (keyof typeof needed)[],
  accepted: ReadonlySet<string>,
  where: string,
): readonly ScanGap[] {
  return wanted.flatMap((one): readonly ScanGap[] => {
    const { word, missing, feed } = needed[one];
    if (accepted.has(word) || sources.some(({ tells = 'advisories' }) => tells === one)) return [];
    return [
      {
        why: `the scan had no source of data about ${missing}`,
        remedy: `Scan with data (the feed ${feed}), or accept it: ${accepting(word, where)}`,
      },
    ];
  });
}

/** Several as one. Undefined when there is none. */
export function joinGaps(gaps: readonly ScanGap[]): ScanGap | undefined {
  if (gaps.length === 0) return undefined;
  const each = (texts: readonly string[], between: string): string => [...new Set(texts)].join(between);
  return {
    why: each(
      gaps.map(({ why }) => why),
      '; ',
    ),
    remedy: each(
      gaps.map(({ remedy }) => remedy),
      ' ',
    ),
  };
}
