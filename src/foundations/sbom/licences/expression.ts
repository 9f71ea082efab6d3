import { isSpdxId } from './spdx-ids.ts';

/** Longest expression that is parsed; a longer text is a name. */
const longest = 1_000;
const deepest = 20;

/**
 * Whether the text is an SPDX licence expression of known identifiers (SPDX 2.3, annex D): identifiers joined by AND, OR and WITH, in
 * brackets, `+` allowed behind one, `LicenseRef-` for others.
 */
export function isSpdxExpression(text: string): boolean {
  if (text.length > longest) return false;
  const tokens = text
    .replace(/[()]/g, ' $& ')
    .split(' ')
    .filter((token) => token !== '');
  const end = disjunction(tokens, 0, 0);
  return end === tokens.length && end > 0;
}

/** Position after the part that starts at `at`; -1 when none does. AND binds tighter than OR, but for well-formedness that is the same. */
function disjunction(tokens: readonly string[], at: number, depth: number): number {
  let next = operand(tokens, at, depth);
  while (next > 0 && (tokens[next] === 'AND' || tokens[next] === 'OR')) next = operand(tokens, next + 1, depth);
  return next;
}

function operand(tokens: readonly string[], at: number, depth: number): number {
  const token = tokens[at];
  if (token === undefined || depth > deepest) return -1;
  if (token === '(') {
    const end = disjunction(tokens, at + 1, depth + 1);
    return end > 0 && tokens[end] === ')' ? end + 1 : -1;
  }
  if (!isLicence(token)) return -1;
  if (tokens[at + 1] !== 'WITH') return at + 1;
  const exception = tokens[at + 2];
  return exception !== undefined && isSpdxId(exception) ? at + 3 : -1;
}

function isLicence(token: string): boolean {
  return (
    isSpdxId(token) ||
    (token.endsWith('+') && isSpdxId(token.slice(0, -1))) ||
    /^LicenseRef-[A-Za-z0-9.-]+$/.test(token)
  );
}
