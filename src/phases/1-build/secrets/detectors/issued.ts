import { crc32 } from 'node:zlib';
import { defined, type Severity } from '../../../../core/index.ts';
import type { SecretDetector } from '../detector.ts';
import { anyCase, assigned } from '../patterns.ts';
import { TokenShape } from '../token-shape.ts';
import { entropy, isPlaceholder, isReference, isRepetitive, looksSpelled } from '../value-checks.ts';

/** A token that one issuer makes in one form: all that is known of it, as a row of data. */
export interface IssuedToken {
  /** Of the finding: `secret/ID`. */
  readonly id: string;
  readonly title: string;
  /** How its values look (`TokenShape`). */
  readonly shape: string;
  /** What whoever finds it does, as the rest of a sentence. */
  readonly can: string;
  /** Where it is made worthless, as the rest of a sentence. */
  readonly where: string;
  readonly reference: string;
  /** `high` unless said. */
  readonly severity?: Severity;
  /** Where nothing in the value tells whose it is: names of which one stands before it, beside a word for what it is (`ACME_API_KEY`). */
  readonly names?: readonly string[];
  /** Ids of the same rule in other tools. */
  readonly aliases?: readonly string[];
}

/** Raised whenever all rows judge otherwise. */
const version = 1;

/** Words that say that a value is a credential, in names of settings. */
const credential = '(?:key|token|secret|passw|pwd|auth|cred|api|pat|webhook)';

/** The detector of a row. */
export function issued(row: IssuedToken): SecretDetector {
  const { id, title, severity = 'high', can, where, reference, names, aliases } = row;
  const shape = new TokenShape(row.shape);
  // Each has an example of its own, so that finding one never stands for finding another.
  const example = (): string => shape.example(crc32(id) >>> 1);
  const isDrawn = (value: string): boolean => {
    const drawn = shape.drawn(value);
    return !isRepetitive(drawn) && !looksSpelled(drawn) && entropy(drawn) >= shape.leastEntropy(drawn.length);
  };
  const common = {
    id,
    version,
    title,
    severity,
    why: `Whoever finds it ${can}.`,
    remedy: `Revoke it ${where}, and give a new one to what needs it when it starts.`,
    references: [reference],
    ...defined({ aliases }),
  };
  if (names === undefined) {
    const { words, lead } = shape.keywords;
    return {
      ...common,
      keywords: words,
      anyCase: false,
      pattern: new RegExp(`${shape.source}${shape.end}`, 'y'),
      lead,
      insideWord: false,
      judge: (value) => (isDrawn(value) ? {} : undefined),
      examples: () => [example()],
      others: () => [shape.repeated('a'), `x${example()}`, example().slice(0, -1)],
    };
  }
  const [name = ''] = names;
  return {
    ...common,
    keywords: names,
    anyCase: true,
    pattern: new RegExp(
      `(?:${names.map(anyCase).join('|')})[\\w .-]{0,20}?${anyCase(credential)}${assigned(shape.source)}`,
      'y',
    ),
    insideWord: true,
    judge: (value) => (isReference(value) || isPlaceholder(value) || !isDrawn(value) ? undefined : {}),
    examples: () => [`${name.toUpperCase()}_API_KEY="${example()}"`, `${name}-token: ${example()}`],
    others: () => [
      `${name.toUpperCase()}_API_KEY="${shape.repeated('a')}"`,
      `${name}_checksum = "${example()}"`,
      `API_KEY = "${example()}"`,
    ],
  };
}
