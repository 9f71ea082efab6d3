import { versionOrder } from '../../../foundations/versions/index.ts';

/** How a range without an operator is meant: npm takes `1.2` for any patch of it, Cargo for `^1.2`. */
export type BareRange = 'any patch' | 'caret';

const full = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
const one = /^(\^|~|>=|=|v)?(\s*)(\d+(?:\.(?:\d+|[xX*])){0,2}(?:[-+][0-9A-Za-z.+-]+)?)$/;
const between = /^(>=\s*)(\d+(?:\.\d+){0,2})(\s*,?\s*<\s*)(\d+(?:\.\d+){0,2})$/;
const longest = 200;

const order = versionOrder('semver');
const isOlder = (a: string, b: string): boolean => order !== undefined && order.compare(a, b) < 0;
const padded = (version: string): string => `${version}.0.0`.split('.').slice(0, 3).join('.');

/** The lowest version that a range lets in, as far as it can be told; undefined for tags, addresses and what lets in anything. */
export function lowestOf(range: string): string | undefined {
  const text = range.trim();
  if (text.length > longest) return undefined;
  const version = one.exec(text)?.[3] ?? between.exec(text)?.[2];
  if (version === undefined) return undefined;
  const plain = version.replace(/\.[xX*]/g, '');
  return full.test(plain) ? plain : padded(plain);
}

/** The same range, so that it begins with another version: in its own form where that lets the version in, else in the nearest. Undefined where it is no such range. */
export function raisedRange(range: string, to: string, bare: BareRange): string | undefined {
  const text = range.trim();
  if (text.length > longest || !full.test(to)) return undefined;
  const [, from = '', low, upTo = '', high = ''] = between.exec(text) ?? [];
  if (low !== undefined) return isOlder(to, padded(high)) ? `${from}${to}${upTo}${high}` : `^${to}`;
  const [, operator = '', space = '', version] = one.exec(text) ?? [];
  if (version === undefined) return undefined;
  if (full.test(version) || operator === '>=') return `${operator}${space}${to}`;
  const parts = version.replace(/\.[xX*]/g, '').split('.').length;
  if (operator === '^' || operator === '~') return `${operator}${space}${to}`;
  if (operator === '' && bare === 'caret' && !/[xX*]/.test(version)) return to;
  return parts === 1 ? `^${to}` : `~${to}`;
}
