import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { versionOrder, versionOrders } from './index.ts';
import { assertTotalOrder, checkLaws, relation } from './testing/order-laws.ts';
import type { VersionOrder } from './version-order.ts';

/** Runs of the laws per order: enough to meet every rule of every order, few enough to be quick. */
const runs = 2_000;
/** Long enough that anything worse than linear does not end; a quarter of a megabyte, to be quick. */
const long = 250_000;

interface Line {
  readonly a: string;
  readonly op: string;
  readonly b: string;
}

/** What the system's own tool said of pairs of versions: files made by `lab/version-lines`. */
function linesOf(order: VersionOrder): readonly Line[] {
  const folder = new URL(`./${order.id}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('lines.txt'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => {
      const [a = '', op = '', b = ''] = line.split('\t');
      return { a, op, b };
    });
}

/** Long texts that a careless reader would choke on. */
const hostile: readonly string[] = [
  '1'.repeat(long),
  '0'.repeat(long),
  '1.'.repeat(long / 2),
  '1-'.repeat(long / 2),
  '1a'.repeat(long / 2),
  '1.0-a.'.repeat(long / 6),
  `1.0${'.0'.repeat(long / 2)}`,
  `1.0+${'a'.repeat(long)}`,
  `1${'_p1'.repeat(long / 3)}`,
  `1${'~'.repeat(long)}`,
  `1.0${' '.repeat(long)}x`,
  `1.0${'dev-'.repeat(long / 4)}`,
  'a'.repeat(long),
  '\u{1f6a2}'.repeat(long / 2),
];

test('version orders: each is found by its own id, and no id is taken twice', () => {
  const ids = versionOrders.map(({ id }) => id);
  assert.deepEqual([...new Set(ids)], ids);
  for (const order of versionOrders) assert.equal(versionOrder(order.id), order);
  assert.equal(versionOrder('no-such-order'), undefined);
  assert.equal(versionOrder('__proto__'), undefined);
});

for (const order of versionOrders) {
  describe(`version order ${order.id}`, () => {
    const lines = linesOf(order);

    test('agrees with every line that the tool itself gave', () => {
      const wrong = lines.filter(({ a, op, b }) => relation(order, a, b) !== op);
      assert.deepEqual(wrong, []);
      assert.ok(lines.length >= 200, `${lines.length} lines`);
    });

    test('is a total order over the versions of those lines', () => {
      const versions = [...new Set(lines.flatMap(({ a, b }) => [a, b]))];
      assertTotalOrder(order, versions);
    });

    test('is a total order over generated texts', () => checkLaws(order, runs));

    test('compares long texts', () => {
      for (const text of hostile) {
        relation(order, `${text}a`, `${text}b`);
        order.isValid(text);
        // Bounds on length do not spare a careless expression texts of a usual one.
        for (const start of ['', '1.0_p', '1.0-', '1.0-rc']) {
          const usual = `${start}${text.slice(0, 200)}`;
          for (const end of ['', '-r3', '!', '-dev-']) order.isValid(usual + end);
        }
      }
    });

    test('has a place for every valid version, and for no text without numbers', () => {
      const valid = lines.flatMap(({ a, b }) => [a, b]).filter((text) => order.isValid(text) && /[0-9]/.test(text));
      assert.deepEqual(
        valid.filter((text) => !order.hasPlace(text)),
        [],
      );
      for (const text of ['2', '2.0', '2.0.0', '0']) assert.equal(order.hasPlace(text), true, text);
      for (const text of ['', '*', 'not a version', 'unknown', '日本', '\u0000'])
        assert.equal(order.hasPlace(text), false, JSON.stringify(text));
    });

    test('tells versions from other texts', () => {
      for (const text of ['', 'not a version', '日本', '\u0000', '1.0\n2.0']) {
        if (order.id !== 'gem' || text !== '') assert.equal(order.isValid(text), false, JSON.stringify(text));
      }
    });
  });
}
