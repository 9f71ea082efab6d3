import { crc32 } from 'node:zlib';
import { isPublished } from './published-values.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Shannon entropy of the characters, in bits a character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const placeholderWord =
  /example|sample|dummy|placeholder|change.?(?:me|it)|change_?this|your[_-]?|my[_-]?(?:pass|secret|token)|x{4,}|\*{3,}|0{8}|1{8}|12345678|<|>|\.\.\.|to.?be|insert|replace|redacted|fake|todo|fixme|foobar|deadbeef|nopass|pa[s$5]{2}w(?:or|0r)?d|s[e3][ck]r[e3]t|username|test/i;

/** Whether words in it say that it stands for one, which chance does not write in a value of any length. */
export function looksSpelled(value: string): boolean {
  return /example|placeholder|your[_-]|dummy|redacted|changeme|x{6}|0{8}/i.test(value);
}

/** What stands for a secret, counted: `key_1234`, `token123`, `abc-12345`. */
const countedWord =
  /^(?:api|app|auth|key|token|pass|pwd|pw|user|login|abc|foo|bar)(?:[_-]?(?:key|token|id))?[_.-]?123(?:4(?:5(?:6(?:78?)?)?)?)?$/i;

/** Whether a person would see at once that the value only holds the place of a secret. */
export function isPlaceholder(value: string): boolean {
  return placeholderWord.test(value) || countedWord.test(value) || isRepetitive(value) || isPublished(value);
}

/** Whether the value is a name of code, of three words and more: `V1LocalObjectReference`, `list[V1Container]`. */
export function isCodeName(value: string): boolean {
  return /^(?:\w{1,20}\[)?(?:[A-Z]\d?)?(?:[A-Z][a-z]{2,20}|[a-z]{3,20}(?=[A-Z])){2,12}\d?\]?$/.test(value);
}

/** Whether few different characters make up the value: `XXXXXXXX`, `000000`. */
export function isRepetitive(value: string): boolean {
  return new Set(value).size < Math.min(5, value.length);
}

/**
 * Whether letters are drawn by chance and no words put together: in `getNameOfThing` few are capitals and none stands beside another. Twenty letters
 * and more; of values by chance one in some hundreds is taken for words.
 */
export function looksDrawn(value: string): boolean {
  const count = (pattern: RegExp): number => value.match(pattern)?.length ?? 0;
  return count(/[A-Z]/g) >= value.length / 5 && count(/[a-z]/g) >= value.length / 5 && count(/[A-Z](?=[A-Z])/g) >= 2;
}

/** Whether a value looks made by chance and not by a person who names things. `isKnownPlace`: where what stands there is known for a value, so that less is asked. */
export function looksMadeByChance(value: string, isKnownPlace: boolean): boolean {
  if (/^[\w.-]*[/\\:]|^[a-z]+(?:[._-](?:[a-z]+|\d{1,4}))+$|^[A-Za-z\x80-\xff]+$|^[\d.,:-]+$|^[A-Z][A-Z_]+$/.test(value))
    return false;
  const hasDigit = /\d/.test(value);
  const hasLetter = /[A-Za-z]/.test(value);
  if (!hasLetter || (!hasDigit && !/[^A-Za-z0-9_.-]/.test(value))) return false;
  return entropy(value) >= (isKnownPlace ? 2.8 : value.length >= 16 ? 3.3 : 3);
}

/** Longest run of neighbours in the alphabet or among the digits: 6 for `xabcdef9`. */
export function longestSequence(value: string): number {
  let [run, longest] = [1, 1];
  for (let i = 1; i < value.length; i++) {
    run = value.charCodeAt(i) === value.charCodeAt(i - 1) + 1 ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/** Whether the value stands for one: `${NAME}`, `$NAME`, `{{ name }}`, `%NAME%`, `<name>`, `process.env.NAME`. */
export function isReference(value: string): boolean {
  return /^[$%@<{[(]|\$\{|\{\{|\$\(|%[A-Za-z_]{1,64}%|\benv\b[.(]|getenv|environ/.test(value);
}

/** The CRC-32 of a text in base 62, six characters: what GitHub and npm put at the end of their tokens ("Behind GitHub's new authentication token formats", 2021). */
export function base62Checksum(text: string): string {
  let rest = crc32(text);
  let made = '';
  for (let i = 0; i < 6; i++) {
    made = (base62[rest % 62] ?? '') + made;
    rest = Math.floor(rest / 62);
  }
  return made;
}

/** Whether the last six characters are the checksum of those before. */
export function hasBase62Checksum(body: string): boolean {
  return base62Checksum(body.slice(0, -6)) === body.slice(-6);
}
