import { compareNumbers, digitsEnd, isDigitAt } from './digits.ts';

/** The runs of digits of a text that is nothing but digits with one of `separators` between them; undefined for any other. */
export function separatedNumbers(text: string, separators: string): readonly string[] | undefined {
  const numbers: string[] = [];
  let at = 0;
  while (isDigitAt(text, at)) {
    const end = digitsEnd(text, at);
    numbers.push(text.slice(at, end));
    if (end === text.length) return numbers;
    if (!separators.includes(text.charAt(end))) return undefined;
    at = end + 1;
  }
  return undefined;
}

/** Compares lists of numbers place by place; of two that begin alike the longer one is greater. */
export function compareNumberLists(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = compareNumbers(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
