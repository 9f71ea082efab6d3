import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { VersionOrder } from '../version-order.ts';

/*
 * For tests only: what must hold for every version order, whatever texts it is given.
 */

/** Pieces that versions of all systems are made of, and some that none allows. */
const pieces = [
  ...['0', '00', '1', '01', '2', '9', '10', '21', '20240101', '99999999999999999999'],
  ...['.', '-', '_', '+', '~', '^', ':', '!', '*', ' ', '=', '(', ')'],
  ...['v', 'V', 'go', 'devel', 'a', 'b', 'c', 'r', 'p', 'x', 'A', 'Z'],
  ...[
    'alpha',
    'beta',
    'pre',
    'rc',
    'RC',
    'dev',
    'post',
    'final',
    'sp',
    'SNAPSHOT',
    'git',
    'foo',
    'el9',
    'ga',
    'milestone',
    'patch',
    'master',
  ],
  ...['é', '日', '\u{1f6a2}', '\ud800', '\u0000', '\n'],
];

/** Texts shaped like versions: pieces in a row. Few of them, so that near misses are frequent. */
export const versionLike: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 7 })
  .map((parts) => parts.join(''));

/** Two to four texts that share a beginning, where the orders have to look closely. */
const related: fc.Arbitrary<readonly string[]> = fc
  .tuple(versionLike, fc.array(versionLike, { minLength: 3, maxLength: 3 }))
  .map(([start, ends]) => ends.map((end) => start + end));

const unrelated: fc.Arbitrary<readonly string[]> = fc.array(fc.oneof(versionLike, fc.string({ unit: 'binary' })), {
  minLength: 3,
  maxLength: 3,
});

/** `<`, `=` or `>`: how `a` stands to `b`. */
export function relation(order: VersionOrder, a: string, b: string): '<' | '=' | '>' {
  const result = order.compare(a, b);
  assert.ok(Number.isFinite(result), `${order.id}: ${JSON.stringify([a, b])} gives ${result}`);
  return result < 0 ? '<' : result > 0 ? '>' : '=';
}

const mirror = { '<': '>', '=': '=', '>': '<' } as const;

/** The laws of a total order for a handful of texts: reflexive, antisymmetric, transitive. */
export function assertTotalOrder(order: VersionOrder, texts: readonly string[]): void {
  const sorted = [...texts].sort(order.compare);
  sorted.forEach((a, i) => {
    assert.equal(relation(order, a, `${a}`), '=', `${order.id}: ${JSON.stringify(a)} is not itself`);
    sorted.slice(i + 1).forEach((b) => {
      const forwards = relation(order, a, b);
      assert.equal(
        relation(order, b, a),
        mirror[forwards],
        `${order.id}: not antisymmetric: ${JSON.stringify([a, b])}`,
      );
      assert.notEqual(forwards, '>', `${order.id}: not transitive: ${JSON.stringify(sorted)}`);
    });
  });
  // Same place, same relation to everything else.
  for (const a of sorted) {
    for (const b of sorted) {
      if (relation(order, a, b) !== '=') continue;
      for (const c of sorted) {
        assert.equal(
          relation(order, a, c),
          relation(order, b, c),
          `${order.id}: not transitive: ${JSON.stringify([a, b, c])}`,
        );
      }
    }
  }
}

/** Runs the laws over generated texts. */
export function checkLaws(order: VersionOrder, runs: number): void {
  fc.assert(
    fc.property(fc.oneof(related, unrelated), (texts) => assertTotalOrder(order, texts)),
    { numRuns: runs },
  );
}

/** One thing a test says of two versions. */
export type Relation = readonly [a: string, op: '<' | '=' | '>', b: string];

/** Checks relations in both directions. */
export function assertRelations(order: VersionOrder, relations: readonly Relation[]): void {
  for (const [a, op, b] of relations) {
    assert.equal(relation(order, a, b), op, `${order.id}: ${a} ${op} ${b}`);
    assert.equal(relation(order, b, a), mirror[op], `${order.id}: ${b} ${mirror[op]} ${a}`);
  }
}

/** Checks which texts are versions in the order's own grammar and which are not. */
export function assertGrammar(order: VersionOrder, valid: readonly string[], invalid: readonly string[]): void {
  for (const text of valid)
    assert.equal(order.isValid(text), true, `${order.id}: ${JSON.stringify(text)} is a version`);
  for (const text of invalid) {
    assert.equal(order.isValid(text), false, `${order.id}: ${JSON.stringify(text)} is no version`);
  }
}
