import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../yaml/index.ts';
import { Complaints } from './complaints.ts';
import { Setting } from './setting.ts';

/** Reads a document and gives what was complained about. */
async function complaintsOf(text: string, read: (top: Setting) => void): Promise<string> {
  const [document] = await readYaml(Buffer.from(text), 'x.yaml');
  assert.ok(document);
  const complaints = new Complaints(document, 'x.yaml', 'the file of this test');
  read(new Setting(document.value, [], complaints));
  try {
    complaints.throwIfAny();
    return '';
  } catch (error) {
    const { code, message, why } = error as { code: string; message: string; why: string };
    assert.deepEqual([code, message], ['E_USAGE', 'the file of this test is not understood']);
    return why;
  }
}

test('what is as it must be is read without a complaint, and so is what is not there', async () => {
  const read = (top: Setting): void => {
    top.keys('a', 'b', 'c', 'd', 'e', 'f', 'g');
    assert.equal(top.get('a').requiredText(), 'x');
    assert.equal(top.get('b').boolean(), true);
    assert.equal(top.get('c').number(0, 10, true), 3);
    assert.equal(top.get('d').duration(), 86_400_000);
    assert.deepEqual(top.get('e').globs(5), ['a*']);
    assert.equal(top.get('f').oneOf(['one', 'two']), 'two');
    for (const name of ['g', 'constructor']) {
      const none = top.get(name);
      assert.deepEqual([none.isSet, none.text(), none.texts(), none.items()], [false, undefined, undefined, []]);
    }
  };
  assert.equal(await complaintsOf('{a: x, b: true, c: 3, d: 1d, e: ["a*"], f: two, g: null}', read), '');
});

test('each complaint has its place, and all are told at once, first line first', async () => {
  const cases: readonly (readonly [string, (top: Setting) => unknown, RegExp])[] = [
    ['aple: 1', (top) => top.keys('apple', 'pear'), /^x\.yaml:1:1 aple: unknown key; did you mean apple\?$/],
    ['zzz: 1', (top) => top.keys('apple'), /unknown key; known are apple$/],
    ['- a', (top) => top.keys('apple'), /^x\.yaml:1:1: a mapping is expected, with apple$/],
    ['a: ""', (top) => top.get('a').text(), /a text is expected/],
    ['b: 1', (top) => top.get('a').requiredText(), /a: is missing/],
    ['a: yes', (top) => top.get('a').boolean(), /true or false is expected/],
    ['a: 11', (top) => top.get('a').number(0, 10), /a number from 0 to 10 is expected/],
    ['a: 1.5', (top) => top.get('a').number(0, 10, true), /a whole number from 0 to 10/],
    ['a: 1', (top) => top.get('a').duration(), /a span of time is expected/],
    ['a: b', (top) => top.get('a').items(), /a list is expected/],
    ['a: []', (top) => top.get('a').texts(), /the list is empty/],
    ['a:\n- abc', (top) => top.get('a').globs(2), /^x\.yaml:2:3 a\[0\]: longer than 2 characters$/],
    ['a: c', (top) => top.get('a').oneOf(['b']), /one of b is expected/],
  ];
  for (const [text, read, says] of cases) assert.match(await complaintsOf(text, read), says, text);
  const both = await complaintsOf('a: 1\nb: 2', (top) => [top.get('b').text(), top.get('a').text()]);
  assert.equal(both, 'x.yaml:1:4 a: a text is expected; x.yaml:2:4 b: a text is expected');
});

test('many complaints are counted', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `k${index}: 1`).join('\n');
  assert.match(await complaintsOf(lines, (top) => top.keys('x')), /; and 20 more$/);
});
