import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HashedNames } from './hashed-names.ts';

test('a set of names denies none that was put in, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 300 }), (names) => {
      const set = HashedNames.decode(HashedNames.encode(names));
      assert.ok(set);
      for (const name of names) assert.ok(set.has(name), name);
    }),
  );
});

test('it takes some two bytes a name, and knows others for strangers', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `Type${index % 70}.Method${index}`);
  const text = HashedNames.encode(names);
  assert.ok(text.length * 0.75 < names.length * 2.05, `${text.length}`);
  const set = HashedNames.decode(text);
  const strangers = Array.from({ length: 20_000 }, (_, index) => `Other${index}`).filter((name) => set?.has(name));
  // One in 16,384 on the average.
  assert.ok(strangers.length <= 8, `${strangers.length}`);
});

test('the same names make the same text, in whatever order and however often', () => {
  assert.equal(HashedNames.encode(['a', 'b', 'c', 'a']), HashedNames.encode(['c', 'a', 'b']));
  assert.equal(HashedNames.encode([]), 'AAAA');
  assert.equal(HashedNames.decode('AAAA')?.has('a'), false);
});

const none: [title: string, text: string][] = [
  ['more names than there are bits', '//////8A'],
  ['a text that is cut', HashedNames.encode(['a', 'b', 'c']).slice(0, 7)],
  ['nothing but ones', 'AAAB////////////////'],
  ['nothing', ''],
];
for (const [title, text] of none) {
  test(`no set: ${title}`, () => {
    const set = HashedNames.decode(text);
    assert.ok(set === undefined || text === '', text);
  });
}

test('whatever text is read, it ends, and in a set or none', () => {
  fc.assert(
    fc.property(fc.base64String({ maxLength: 400 }), (text) => {
      const set = HashedNames.decode(text);
      assert.equal(typeof (set?.has('a') ?? false), 'boolean');
    }),
  );
});
