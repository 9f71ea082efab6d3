import { isSpdxId } from './spdx-ids.ts';

/** Longest expression that is parsed; a longer text is a name. */
const longest = 1_000;
const deepest = 20;

/** What an expression says (SPDX 2.3, annex D). */
export type LicenceExpression =
  | {
      readonly kind: 'licence';
      /** As it is written, without `+`. */
      readonly id: string;
      /** This version or any later one, said by `+`. */
      readonly orLater: boolean;
      /** What stands behind WITH. */
      readonly exception?: string;
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceExpression[] };

/**
 * Whether the text is an SPDX licence expression of known identifiers (SPDX 2.3, annex D): identifiers joined by AND, OR and WITH, in
 * brackets, `+` allowed behind one, `LicenseRef-` for others.
 */
export function isSpdxExpression(text: string): boolean {
  return parseLicenceExpression(text) !== undefined;
}

/** The same, read; undefined for a text that is none. AND binds tighter than OR. */
export function parseLicenceExpression(text: string): LicenceExpression | undefined {
  if (text.length > longest) return undefined;
  const tokens = text
    .replace(/[()]/g, ' $& ')
    .split(' ')
    .filter((token) => token !== '');
  const whole = joined('or', tokens, 0, 0);
  return whole?.end === tokens.length ? whole.said : undefined;
}

/** A part of the text, and where it ends. */
interface Part {
  readonly said: LicenceExpression;
  readonly end: number;
}

const words = { or: 'OR', and: 'AND' } as const;

/** Parts with the operator between them; undefined where there is none. */
function joined(kind: 'and' | 'or', tokens: readonly string[], at: number, depth: number): Part | undefined {
  const next = (from: number): Part | undefined =>
    kind === 'or' ? joined('and', tokens, from, depth) : operand(tokens, from, depth);
  const parts: LicenceExpression[] = [];
  let part = next(at);
  while (part !== undefined) {
    parts.push(part.said);
    const { end } = part;
    if (tokens[end] !== words[kind]) return { said: parts.length === 1 ? part.said : { kind, parts }, end };
    part = next(end + 1);
  }
  return undefined;
}

function operand(tokens: readonly string[], at: number, depth: number): Part | undefined {
  const token = tokens[at];
  if (token === undefined || depth > deepest) return undefined;
  if (token === '(') {
    const inside = joined('or', tokens, at + 1, depth + 1);
    return inside !== undefined && tokens[inside.end] === ')' ? { ...inside, end: inside.end + 1 } : undefined;
  }
  const licence = licenceOf(token);
  if (licence === undefined) return undefined;
  if (tokens[at + 1] !== 'WITH') return { said: licence, end: at + 1 };
  const exception = tokens[at + 2];
  return exception !== undefined && isSpdxId(exception) ? { said: { ...licence, exception }, end: at + 3 } : undefined;
}

function licenceOf(token: string): Extract<LicenceExpression, { readonly kind: 'licence' }> | undefined {
  // The list still has identifiers with a plus of their own (`GPL-2.0+`), which mean the same.
  const bare = token.endsWith('+') ? token.slice(0, -1) : token;
  if (bare !== token && isSpdxId(bare)) return { kind: 'licence', id: bare, orLater: true };
  return isSpdxId(token) || /^LicenseRef-[A-Za-z0-9.-]+$/.test(token)
    ? { kind: 'licence', id: token, orLater: false }
    : undefined;
}
