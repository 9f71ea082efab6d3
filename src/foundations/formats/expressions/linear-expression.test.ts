import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linearExpression, loadLinearExpressions } from './index.ts';

await loadLinearExpressions();

test('expressions of others: places, groups by number and by name, also where a name stands twice', () => {
  const expression = linearExpression('(?i)(key)=(?P<secret>\\d+)|\\((?P<secret>[()x]+)\\)', 'x');
  const found = expression.matches('KEY=12 (xx) key=3', 10);
  assert.deepEqual(
    found.map(({ start, end, named }) => [start, end, named('secret')]),
    [
      [0, 6, { start: 4, text: '12' }],
      [7, 11, { start: 8, text: 'xx' }],
      [12, 17, { start: 16, text: '3' }],
    ],
  );
  assert.deepEqual(
    found[0]?.groups.map((group) => group?.text),
    ['KEY', '12', undefined],
  );
  assert.equal(found[0]?.named('other'), undefined);
  assert.equal(expression.matches('KEY=12 (xx) key=3', 2).length, 2);
  assert.equal(expression.test('nothing'), false);
});

for (const [what, source, code] of [
  ['no expression', '(a', 'E_FORMAT'],
  ['what another engine reads', '(?=a)b', 'E_FORMAT'],
  ['one that becomes a million steps', '(a{1000}){1000}', 'E_LIMIT'],
] as const) {
  test(`expressions of others: ${what} is refused`, () => {
    assert.throws(() => linearExpression(source, 'x'), { code });
  });
}

test('expressions of others: one that would take for ever elsewhere is done at once', () => {
  const started = performance.now();
  assert.equal(linearExpression('^(a+)+$', 'x').test(`${'a'.repeat(20_000)}!`), false);
  assert.ok(performance.now() - started < 5_000);
});
