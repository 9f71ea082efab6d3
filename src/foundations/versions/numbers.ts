import { compareNumbers, compareText, digitsEnd, isDigitAt } from './digits.ts';

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

/** An order by lists of numbers: a text that `parse` makes none of is older than all of those, and they are compared as texts. */
export function byNumberLists(
  parse: (version: string) => readonly string[] | undefined,
): (a: string, b: string) => number {
  return (a, b) => {
    if (a === b) return 0;
    const [numbersA, numbersB] = [parse(a), parse(b)];
    if (numbersA && numbersB) return compareNumberLists(numbersA, numbersB);
    if (numbersA || numbersB) return numbersA ? 1 : -1;
    return compareText(a, b);
  };
}
