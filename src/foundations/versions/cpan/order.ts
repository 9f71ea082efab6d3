import { plainCommand } from '../../../core/index.ts';
import { byNumberLists, separatedNumbers } from '../numbers.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Perl's `version`, "What is a version object": dotted versions (`v1.2.3`, or with two dots) are lists of integers; the others are decimal numbers, whose
 * fraction is read in groups of three digits, so that 1.2 is v1.200. Underscores do not count. Zeros at the end do not either.
 */
function parse(version: string): readonly string[] | undefined {
  const text = version.trim().replaceAll('_', '');
  const isDotted = text.startsWith('v') || text.indexOf('.') !== text.lastIndexOf('.');
  const numbers = separatedNumbers(
    text.startsWith('v') ? text.slice(1) : text.replace(/^\./, '0.').replace(/\.$/, ''),
    '.',
  );
  if (numbers === undefined) return undefined;
  return withoutZeros(isDotted ? numbers : [numbers[0] ?? '', ...groups(numbers[1] ?? '')]);
}

/** The digits of a fraction by three, the last group filled up. */
function groups(fraction: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < fraction.length; at += 3) found.push(fraction.slice(at, at + 3).padEnd(3, '0'));
  return found;
}

function withoutZeros(numbers: readonly string[]): readonly string[] {
  let last = numbers.length;
  while (last > 0 && /^0*$/.test(numbers[last - 1] ?? '')) last -= 1;
  return numbers.slice(0, last);
}

const compare = byNumberLists(parse);

/** Perl distributions. */
export const cpan: VersionOrder = {
  id: 'cpan',
  title: 'Perl',
  compare,
  isValid: (version) => /^(?:v\d+(?:\.\d+)*|\d+\.\d+(?:\.\d+)+|\d*\.?\d+)(?:_\d+)?$/.test(version),
  hasPlace: (version) => parse(version) !== undefined,
  askOlder: (a, b) => plainCommand`perl -Mversion -e "print version->parse('${a}') < version->parse('${b}')"`,
};
