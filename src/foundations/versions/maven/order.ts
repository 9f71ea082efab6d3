import { compareNumbers, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Maven, "POM Reference", "Version Order Specification": tokens between dots, dashes and changes from digits to letters, where such a change counts as a
 * dash. What means nothing (0, "", `final`, `ga`, `release`) is dropped at the end and before a dash. Then the tokens decide one after the other.
 *
 * Maven's own comparison pads the shorter version with whatever its neighbour has, and is no order on odd texts: `1final-beta` < `1` < `1_2_` < `1final-beta`. Here
 * every token has one place, whatever it is compared with: the end of a version that of the release, zeros that lead to a pre-release the one right before.
 * A dot before a word counts less than a dash, as the specification had it for long; Maven 3.8.7 and 3.9.9 take them for the same.
 */

/** A token: a number, or a word in small letters. */
interface Token {
  readonly text: string;
  readonly isNumber: boolean;
  readonly dotted: boolean;
}

const beforeRelease = 10;
const release = 11;
const otherWord = 14;
const dashedNumber = 16;
const dottedNumber = 17;
const dash = 45;
const dot = 46;

/** Places of words after a dot; the next one is theirs after a dash. Any other word comes after all of these, by the alphabet. */
const known: ReadonlyMap<string, number> = new Map([
  ['alpha', 0],
  ['beta', 2],
  ['milestone', 4],
  ['rc', 6],
  ['cr', 6],
  ['snapshot', 8],
  ['', release],
  ['final', release],
  ['ga', release],
  ['release', release],
  ['sp', 12],
]);

/** What a letter stands for when a digit follows at once. */
const short: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function placeOf({ text, isNumber, dotted }: Token): number {
  if (isNumber) return dotted ? dottedNumber : dashedNumber;
  const place = known.get(text) ?? otherWord;
  return place === release || dotted ? place : place + 1;
}

const isZero = ({ text, isNumber }: Token): boolean => isNumber && compareNumbers(text, '') === 0;

const meansNothing = (token: Token): boolean => isZero(token) || placeOf(token) === release;

/** The place of each token. */
function placesOf(tokens: readonly Token[]): readonly number[] {
  const places = tokens.map(placeOf);
  for (let at = tokens.length - 2; at > 0; at -= 1) {
    const token = tokens[at];
    if (token && isZero(token) && (places[at + 1] ?? release) < release) places[at] = beforeRelease;
  }
  return places;
}

const isSeparator = (code: number): boolean => code === dash || code === dot;

/** Where the word that begins at `at` ends. */
function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isSeparator(text.charCodeAt(end)) && !isDigitAt(text, end)) end += 1;
  return end;
}

/** The tokens that count. The first stays whatever it is. */
function tokensOf(version: string): readonly Token[] {
  const text = version.toLowerCase();
  const tokens: Token[] = [];
  const dropNothings = (): void => {
    for (let last = tokens.at(-1); tokens.length > 1 && last && meansNothing(last); last = tokens.at(-1)) tokens.pop();
  };
  let dotted = true;
  for (let at = 0; at <= text.length; ) {
    const isNumber = isDigitAt(text, at);
    const end = isNumber ? digitsEnd(text, at) : wordEnd(text, at);
    const written = text.slice(at, end);
    const token: Token =
      end === at
        ? { text: '0', isNumber: true, dotted }
        : { text: isDigitAt(text, end) ? (short.get(written) ?? written) : written, isNumber, dotted };
    if (!token.dotted) dropNothings();
    tokens.push(token);
    const isApart = end >= text.length || isSeparator(text.charCodeAt(end));
    dotted = isApart && text.charCodeAt(end) === dot;
    at = isApart ? end + 1 : end;
  }
  dropNothings();
  return tokens;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const [tokensA, tokensB] = [tokensOf(a), tokensOf(b)];
  const [placesA, placesB] = [placesOf(tokensA), placesOf(tokensB)];
  const length = Math.max(tokensA.length, tokensB.length);
  for (let i = 0; i < length; i += 1) {
    const place = placesA[i] ?? release;
    const difference = place - (placesB[i] ?? release);
    if (difference !== 0) return difference;
    const within = compareWithin(place, tokensA[i]?.text ?? '', tokensB[i]?.text ?? '');
    if (within !== 0) return within;
  }
  return 0;
}

/** Two tokens of one place. */
function compareWithin(place: number, a: string, b: string): number {
  if (place >= dashedNumber) return compareNumbers(a, b);
  return place >= otherWord ? compareText(a, b) : 0;
}

/** What may stand in a version of a coordinate: nothing that a file name, a range or a property needs for itself. */
const grammar = /^[0-9A-Za-z][0-9A-Za-z._+~@-]*$/;
const digit = /[0-9]/;

/** Maven, and all that is published in its repositories. */
export const maven: VersionOrder = {
  id: 'maven',
  title: 'Maven',
  compare,
  isValid: (version) => grammar.test(version) && digit.test(version),
  // Release trains are named by words: `Finchley.SR2`, `r03`.
  hasPlace: (version) => digit.test(version),
};
