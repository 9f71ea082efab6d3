import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventTypes } from '../../src/phases/4-run/index.ts';

/** A row of the sensor's table of calls, as far as it can be read without compiling it. */
interface Row {
  readonly name: string;
  readonly code: number;
  readonly parameters: number;
}

/** What stands between the parenthesis at `open` and the one that closes it. */
function inside(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(open + 1, at);
  }
  throw new Error('a parenthesis is not closed');
}

/** How many parameters a list names; two words stand for many. */
function count(list: string): number {
  let depth = 0;
  const words = [''];
  for (const character of list) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) words.push('');
    else words[words.length - 1] += character;
  }
  const many = new Map([
    ['NOTHING_13', 13],
    ['NOTHING_16', 16],
  ]);
  return words.reduce((sum, word) => sum + (many.get(word.trim()) ?? 1), 0);
}

async function rows(): Promise<readonly Row[]> {
  const text = await readFile(join(import.meta.dirname, '../../sensor/calls.c'), 'utf8');
  const table = text.slice(text.indexOf('const struct row rows[]'));
  return [...table.matchAll(/^\t(?:STATE|ASKED|SOCKET)(?=\()/gm)].map((found) => {
    const row = inside(table, found.index + found[0].length);
    const [, name = '', code = ''] = /^"(\w+)", (\d+),/.exec(row) ?? [];
    return { name, code: Number(code), parameters: count(inside(row, row.lastIndexOf('TELL(') + 'TELL'.length)) };
  });
}

test('each call of the sensor is told as an event of that name, with as many parameters as the event has', async () => {
  const table = await rows();
  assert.ok(table.length > 90, `${table.length} rows`);
  for (const { name, code, parameters } of table) {
    const type = eventTypes[code];
    assert.ok(type !== undefined, name);
    assert.equal(type.name, name, `${code}`);
    assert.equal(type.parameters.length, parameters, name);
    assert.equal(code % 2, 1, `${name} is no exit`);
  }
});
