import { compareDigits, compareNumbers, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Conan, "The conan version ranges": items between dots, of which a number is compared as a number and zeros at the end do not count; `-` begins a
 * pre-release, which is older than its release, and `+` build metadata, which count: both are versions of their own. Conan compares an item that is no
 * number as text, also with one that is, which is no order (2 < 10 < "1a" < 2). Here the number that an item begins with counts, then the rest of it.
 */
interface Parsed {
  readonly items: readonly string[];
  readonly pre: readonly string[] | undefined;
  readonly build: readonly string[] | undefined;
}

function itemsOf(text: string): readonly string[] {
  const items = text.split('.');
  while (items.length > 0 && isZero(items[items.length - 1] ?? '')) items.pop();
  return items;
}

const isZero = (item: string): boolean =>
  item !== '' && digitsEnd(item, 0) === item.length && compareNumbers(item, '') === 0;

function parse(version: string): Parsed {
  const text = version.trim().toLowerCase();
  const plus = text.indexOf('+');
  const main = plus < 0 ? text : text.slice(0, plus);
  const dash = main.indexOf('-');
  return {
    items: itemsOf(dash < 0 ? main : main.slice(0, dash)),
    pre: dash < 0 ? undefined : itemsOf(main.slice(dash + 1)),
    build: plus < 0 ? undefined : itemsOf(text.slice(plus + 1)),
  };
}

/** A word is greater than every number (`1.1.a` > `1.1.2`), and a number with something behind it greater than the number. */
function compareItem(a: string, b: string): number {
  const [endA, endB] = [digitsEnd(a, 0), digitsEnd(b, 0)];
  if (endA === 0 || endB === 0) return endA === endB ? compareText(a, b) : endA === 0 ? 1 : -1;
  return compareDigits(a, 0, endA, b, 0, endB) || compareText(a.slice(endA), b.slice(endB));
}

function compareItems(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = compareItem(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Two lists of which either may be absent; `absent` is -1 when that makes a version older and 1 when newer. */
function compareOptional(a: readonly string[] | undefined, b: readonly string[] | undefined, absent: number): number {
  if (a === undefined) return b === undefined ? 0 : absent;
  return b === undefined ? -absent : compareItems(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const [numberedA, numberedB] = [hasNumbers(a), hasNumbers(b)];
  if (numberedA !== numberedB) return numberedA ? 1 : -1;
  const [partsA, partsB] = [parse(a), parse(b)];
  return (
    compareItems(partsA.items, partsB.items) ||
    compareOptional(partsA.pre, partsB.pre, 1) ||
    compareOptional(partsA.build, partsB.build, -1)
  );
}

const hasNumbers = (version: string): boolean => isDigitAt(version.trim(), 0);

/** C and C++ packages of Conan. */
export const conan: VersionOrder = {
  id: 'conan',
  title: 'Conan',
  compare,
  isValid: (version) => /^\d[0-9a-z_]*(?:\.[0-9a-z_]+)*(?:-[0-9a-z_.]+)?(?:\+[0-9a-z_.]+)?$/i.test(version),
  hasPlace: hasNumbers,
};
