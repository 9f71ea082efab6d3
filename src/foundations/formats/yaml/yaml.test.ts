import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { field } from '../json/access.ts';
import { readYaml, type YamlOptions } from './read-yaml.ts';

const read = (text: string | Uint8Array, options: YamlOptions = {}) => readYaml(Buffer.from(text), 'x.yaml', options);
const values = async (text: string, options: YamlOptions = {}) => (await read(text, options)).map(({ value }) => value);

test('yaml: several documents, empty ones left out', async () => {
  assert.deepEqual(await values('# first\na: 1\n---\n---\n# nothing\n---\n- b\n...\n'), [{ a: 1 }, ['b']]);
  assert.deepEqual(await values(''), []);
  assert.deepEqual(await values('# only a comment\n'), []);
  assert.deepEqual(await values('{"json": [true, null, 1.5]}'), [{ json: [true, null, 1.5] }]);
});

test('yaml: 1.1 reads words as Kubernetes does, and neither version makes dates', async () => {
  const text = 'a: yes\nb: Off\nc: 0777\nd: 12:30\ne: 2024-01-02\nf: "yes"\n';
  const old = { a: true, b: false, c: 511, d: '12:30', e: '2024-01-02', f: 'yes' };
  assert.deepEqual(await values(text, { version: '1.1' }), [old]);
  assert.deepEqual(await values(text), [{ ...old, a: 'yes', b: 'Off', c: 777 }]);
});

test('yaml: anchors, aliases and merged mappings', async () => {
  const text = 'base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nall: {<<: [*b, *m], x: 0}\nsame: *b\n';
  const [value] = await values(text, { version: '1.1' });
  assert.deepEqual(field(value, 'all'), { x: 0, y: 2, z: 4 });
  assert.deepEqual(field(value, 'same'), { x: 1, y: 2 });
  const [plain] = await values('a: &a {x: 1}\nb: {<<: *a}\n');
  assert.deepEqual(field(plain, 'b'), { '<<': { x: 1 } });
});

test('yaml: an anchor that is set again counts from there on', async () => {
  assert.deepEqual(await values('[&a 1, *a, &a 2, *a]'), [[1, 1, 2, 2]]);
});

test('yaml: places of values and keys, through aliases and merges', async () => {
  const text = 'base: &b\n  port: 80\nlist:\n  - name: one\n    env: {A: 1}\n  - <<: *b\n';
  const [document] = await read(text, { version: '1.1' });
  assert.ok(document);
  assert.deepEqual(document.start, { line: 1, column: 1 });
  assert.deepEqual(document.positionOf(['list', 0, 'env', 'A']), { line: 5, column: 14 });
  assert.deepEqual(document.keyPositionOf(['list', 0, 'env', 'A']), { line: 5, column: 11 });
  assert.deepEqual(document.positionOf(['list', 1, 'port']), { line: 2, column: 9 });
  assert.deepEqual(document.positionOf(['list', 0, 'nothing', 'there']), { line: 4, column: 5 }, 'nearest above');
  assert.deepEqual(document.positionOf(['list', 7]), { line: 4, column: 3 });
});

const refused: readonly [string, string | Uint8Array, YamlOptions, string, RegExp][] = [
  ['not UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xff), {}, 'E_FORMAT', /UTF-8/],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', {}, 'E_FORMAT', /x\.yaml:3:1.*"a" comes twice/],
  ['an open bracket', 'a:\n  [1, 2\n', {}, 'E_FORMAT', /x\.yaml:3|x\.yaml:2:4/],
  ['a tab', 'a:\n\t- 1\n', {}, 'E_FORMAT', /x\.yaml:2/],
  ['no such anchor', 'a: *b\nb: &b 1\n', {}, 'E_FORMAT', /x\.yaml:1:4.*no anchor "b"|Unresolved alias/],
  ['contains itself', '&a [*a]', {}, 'E_FORMAT', /contains itself/],
  ['a key that is a list', '? [a]\n: 1\n', {}, 'E_FORMAT', /x\.yaml:1:3.*key/],
  ['merging a text', 'a: {<<: b}', { version: '1.1' }, 'E_FORMAT', /only mappings/],
  ['too many bytes', 'abcdef', { maxBytes: 5 }, 'E_LIMIT', /6 bytes/],
  ['too deep', '[[[1]]]', { maxDepth: 2 }, 'E_LIMIT', /deeper than 2/],
  ['far too deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, {}, 'E_LIMIT', /YAML/],
  ['too many documents', '--- 1\n--- 2\n--- 3\n', { maxDocuments: 2 }, 'E_LIMIT', /2 documents/],
  ['too many tokens', '- a\n'.repeat(100), { maxTokens: 100 }, 'E_LIMIT', /100 tokens/],
  ['a billion laughs', laughs(), {}, 'E_LIMIT', /too many values/],
];

function laughs(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 10; i++)
    lines.push(
      `a${i}: &a${i} [${Array(8)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return `${lines.join('\n')}\n`;
}

for (const [name, text, options, code, says] of refused) {
  test(`yaml: refused: ${name}`, async () => {
    await assert.rejects(read(text, options), (error: unknown) => {
      assert.ok(error instanceof SeaworthyError);
      assert.equal(error.code, code);
      assert.match(`${error.where} ${error.message} ${error.why ?? ''}`, says);
      return true;
    });
  });
}

test('yaml: members named like parts of objects change nothing', async () => {
  const [value] = await values('__proto__: {polluted: true}\nconstructor: c\n');
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(field(value, '__proto__'), { polluted: true });
  assert.equal(field({}, 'polluted'), undefined);
});

test('yaml: a mapping of many keys is read in one pass', async () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join('');
  assert.equal(Object.keys((await values(text))[0] as object).length, 20_000);
});

test('yaml: every JSON text is read as JSON is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), async (value) => {
      const text = JSON.stringify({ value });
      assert.deepEqual(await values(text), [JSON.parse(text)]);
    }),
    { numRuns: 150 },
  );
});

test('yaml: whatever text, documents or one of our errors', async () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '\n',
    '  ',
    '? ',
    '"',
    "'",
    '|',
    '#',
    '---\n',
    '<<',
    '!!str ',
    ',',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      try {
        for (const document of await read(pieces.join(''), { version: '1.1' })) {
          document.positionOf(['a', 0, 'a']);
        }
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
    { numRuns: 1500 },
  );
});
