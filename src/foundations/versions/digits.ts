const zero = 48;
const nine = 57;

/** Whether the character at `at` is an ASCII digit. False past the end. */
export function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= zero && code <= nine;
}

/** Whether the character code is a lower or upper case ASCII letter. */
export function isLetterCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Where the run of ASCII digits that begins at `at` ends; `at` itself when there is none. */
export function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigitAt(text, end)) end += 1;
  return end;
}

/** Whether all of the text is one or more ASCII digits. */
export function isDigits(text: string): boolean {
  return text.length > 0 && digitsEnd(text, 0) === text.length;
}

/**
 * Compares the numbers written in two runs of digits, `a` from `aFrom` to before `aTo` and `b` likewise. Works on the text, so that a number of
 * any length is exact. An empty run is 0.
 */
export function compareDigits(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aTo && a.charCodeAt(i) === zero) i += 1;
  while (j < bTo && b.charCodeAt(j) === zero) j += 1;
  if (aTo - i !== bTo - j) return aTo - i - (bTo - j);
  for (; i < aTo; i += 1, j += 1) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Compares two numbers written in digits. An empty text is 0. */
export function compareNumbers(a: string, b: string): number {
  return compareDigits(a, 0, a.length, b, 0, b.length);
}

/** Compares two texts by their code units, as C does for ASCII. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Where a version begins behind its epoch, digits before a colon; at 0 where there is none. */
export function afterEpoch(text: string): number {
  const at = digitsEnd(text, 0);
  return text.charCodeAt(at) === 0x3a ? at + 1 : 0;
}
