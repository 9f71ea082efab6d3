import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PathIndex } from './path-index.ts';

/** What a place says, word by word. */
function isAt(place: string, isRooted: boolean, path: string): boolean {
  const [parts, names] = [place.split('/'), path.split('/')];
  if (isRooted ? names.length !== parts.length : names.length < parts.length) return false;
  return parts.toReversed().every((part, index) => {
    const name = names[names.length - 1 - index] ?? '';
    const star = part.indexOf('*');
    if (star < 0) return name === part;
    const [start, end] = [part.slice(0, star), part.slice(star + 1)];
    return name.length >= part.length - 1 && name.startsWith(start) && name.endsWith(end);
  });
}

const word = fc.constantFrom('a', 'ab', 'b', 'a.b', '.a', 'b.a.b');
const part = fc.oneof(word, fc.constantFrom('*', 'a*', '*.b', 'a*.b', 'ab*', 'b.*', '*b'));
const place = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
/** Places as extractors have them: a name that is nothing but a star lies in a folder that is told. */
const known = place.filter((one) => !/^[^/]*\*[^/.]*$/.test(one) || !one.startsWith('*'));

test('a table says of a path what its places say, each in the order of the list', () => {
  const places = fc.array(fc.record({ place: known, isRooted: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(places, path, (given, at) => {
      const index = new PathIndex(given.map((one, value) => ({ ...one, value })));
      const expected = given.flatMap((one, value) => (isAt(one.place, one.isRooted, at) ? [value] : []));
      assert.deepEqual(
        index.file(at).map(({ value }) => value),
        expected,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('endings are also known in capitals', () => {
  const index = new PathIndex([{ place: '*.jar', value: 1 }]);
  assert.equal(index.file('srv/APP.JAR').length, 1);
});
