import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allOptions, optionValue } from './getopt.ts';

const lists: readonly (readonly [words: string, options: string, expected: readonly string[]])[] = [
  ['-n -t 5', 'nt:', ['n', 't', '5']],
  ['-nt5', 'nt:', ['n', 't', '5']],
  ['-nt 5 rest', 'nt:', ['n', 't', '5']],
  ['-n file -t 5', 'nt:', ['n']],
  ['-n -- -t 5', 'nt:', ['n']],
  ['--exec x', 'n', []],
  ['--exec -n', 'n', ['n']],
  ['-x -n', 'n', ['?', 'n']],
  ['-', 'n', []],
  ['', 'n', []],
  ['-t', 't:', ['']],
  ['-t -n', 't:n', ['t', '-n']],
  ['-:', ':n', ['?']],
];
for (const [words, options, expected] of lists)
  test(`options of “${words}” by “${options}”`, () =>
    assert.deepEqual(allOptions(words.split(' '), options), expected));

const values: readonly (readonly [words: string, options: string, wanted: string, expected: string | undefined])[] = [
  ['-t 5 -t 6', 't:', 't', '6'],
  ['-v', 'v', 'v', 'v'],
  ['-t', 't:', 't', ''],
  ['-n x -t 5', 'n:t:', 't', '5'],
  ['-n t', 'n:t', 't', undefined],
  ['-x', 'v', 'x', undefined],
  ['stop -v', 'v', 'v', undefined],
];
for (const [words, options, wanted, expected] of values)
  test(`option ${wanted} of “${words}” by “${options}”`, () =>
    assert.equal(optionValue(words.split(' '), options, wanted), expected));
