import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePax } from './pax.ts';

/** An attribute, and what a kernel grants by it. */
const attributes: readonly (readonly [what: string, bytes: readonly number[], granted: number | undefined])[] = [
  ['all of them', [1, 0, 0, 2, 255, 255, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0], 2 ** 41 - 1],
  ['setuid alone', [1, 0, 0, 2, 128, 0, 0, 0, ...Array(12).fill(0)], 128],
  ['the first revision', [1, 0, 0, 1, 0, 0, 32, 0, 0, 0, 0, 0], 1 << 21],
  ['the third, of a user namespace', [1, 0, 0, 3, 0, 0, 32, 0, ...Array(12).fill(0), 232, 3, 0, 0], 1 << 21],
  ['of no revision', Array(20).fill(65), undefined],
  ['of another length', [1, 0, 0, 3, 0, 0, 32, 0, ...Array(12).fill(0)], undefined],
  ['what there is none of', [1, 0, 0, 2, ...Array(11).fill(0), 128, 0, 0, 0, 0], undefined],
];
for (const [what, bytes, granted] of attributes)
  test(`capabilities: ${what}`, () => {
    const record = Buffer.concat([
      Buffer.from('SCHILY.xattr.security.capability='),
      Buffer.from(bytes),
      Buffer.from('\n'),
    ]);
    const whole = Buffer.concat([Buffer.from(`${record.length + 3} `), record]);
    const { capabilities } = parsePax(whole);
    assert.equal(capabilities, granted);
  });
