import { createHash } from 'node:crypto';
import type { FileStat } from '../../../foundations/images/index.ts';
import type { SecretDetector } from './detector.ts';
import { secretDetectors } from './detectors/index.ts';
import { looksLikeText, maxSecretFileBytes, utf16Of, wantsSecretFile } from './eligible.ts';
import { Places } from './places.ts';
import { RuleFinder, type RuleSet } from './rules/index.ts';
import { type FoundSecret, finderOfAll, maxFound, SecretFinder, withoutOverlap } from './secret-finder.ts';
import { mask, type SecretHit, secretFingerprint } from './secret-hit.ts';

/** What one file held. */
export interface SecretScan {
  /** In the order of the file. */
  readonly hits: readonly SecretHit[];
  /** What was not looked at, each in one sentence: makes the result incomplete. */
  readonly problems: readonly string[];
}

/** Finds secrets in files, in the manner of an extractor: the caller walks, opens and bounds. Pure, apart from memory that it uses again. */
export interface SecretScanner {
  readonly id: 'secrets';
  /** Part of every cache key. */
  readonly version: number;
  /** Names the key of the fingerprints without telling it: part of every cache key. */
  readonly keyId: string;
  readonly maxBytes: number;
  wants(path: string, file: FileStat): boolean;
  /** Looks at up to 512 first bytes. */
  sniff(head: Uint8Array): boolean;
  /** What stands for the rules of a user, in what is told of their findings. */
  readonly ruleDetectors: readonly SecretDetector[];
  /** Does not keep `bytes`. */
  scan(path: string, bytes: Uint8Array): SecretScan;
}

export interface SecretScannerOptions {
  /** Key of the fingerprints: the same key gives the same fingerprint for the same secret. Keep it as one keeps a secret. */
  readonly key: Uint8Array;
  /** All by default. */
  readonly detectors?: readonly SecretDetector[];
  /** What a user asks for besides, or instead. */
  readonly rules?: RuleSet;
}

/** Raised whenever the search itself, whatever the detectors say, finds otherwise. */
const searchVersion = 1;

/** Makes a scanner; making one costs some milliseconds, so make it once. */
export function secretScanner(options: SecretScannerOptions): SecretScanner {
  const { key, rules } = options;
  const asked = options.detectors ?? secretDetectors;
  const detectors = rules === undefined ? asked : asked.filter((one) => rules.isWanted(idsOf(one)));
  const finder = detectors === secretDetectors ? finderOfAll() : new SecretFinder(detectors);
  const ruleFinder = rules && new RuleFinder(rules);

  const scan = (path: string, given: Uint8Array): SecretScan => {
    const encoding = utf16Of(given);
    const bytes = encoding === undefined ? given : Buffer.from(new TextDecoder(encoding).decode(given));
    if (ruleFinder?.isAllowedPath(path)) return { hits: [], problems: [] };
    const { found: ours, tooMany } = finder.find(path, bytes);
    const byRules = ruleFinder && withRules(ruleFinder, path, bytes, ours);
    const found = byRules?.found ?? ours;
    const places = new Places(bytes);
    const hits = found.slice(0, maxFound).map(
      ({ detector, severity, secret, start, notes }): SecretHit => ({
        detector: detector.id,
        severity,
        path,
        length: secret.length,
        masked: mask(secret),
        fingerprint: secretFingerprint(key, secret),
        notes,
        ...places.of(start),
      }),
    );
    const problems: string[] = [...(byRules?.problems ?? [])];
    if (tooMany) problems.push('the file has too many places that may be secrets');
    else if (found.length > maxFound) problems.push(`only the first ${maxFound} of ${found.length} secrets are listed`);
    return { hits, problems };
  };
  const versions = detectors.reduce((sum, detector) => sum + detector.version, searchVersion);
  const version = versions * 1_000 + detectors.length;
  const keyId = createHash('sha256')
    .update('seaworthy secret key id\0')
    .update(key)
    .update(rules?.digest ?? '')
    .digest('hex')
    .slice(0, 16);
  const bounds = { maxBytes: maxSecretFileBytes, wants: wantsSecretFile, sniff: looksLikeText };
  return { id: 'secrets', version, keyId, ...bounds, ruleDetectors: ruleFinder?.detectors ?? [], scan };
}

const idsOf = ({ id, aliases = [] }: SecretDetector): readonly string[] => [id, ...aliases];

/** What the rules of a user find, and what they leave of ours; where both find the same place, theirs counts. */
function withRules(
  rules: RuleFinder,
  path: string,
  bytes: Uint8Array,
  ours: readonly FoundSecret[],
): { readonly found: readonly FoundSecret[]; readonly problems: readonly string[] } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const { matches, problems } = rules.find(path, text);
  const own = withoutOverlap(
    matches.map((match, order) => ({
      ...match,
      order,
      severity: match.detector.severity,
      written: match.secret,
      notes: [],
    })),
  );
  const left = ours.filter(
    ({ detector, start, end, secret }) =>
      !own.some((other) => start < other.end && other.start < end) &&
      !rules.isAllowed(detector, path, text, start, secret),
  );
  return { found: [...own, ...left].sort((a, b) => a.start - b.start), problems };
}
