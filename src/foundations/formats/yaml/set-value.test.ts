import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withEdits } from '../text-edits/text-edits.ts';
import type { YamlPath } from './place.ts';
import { readYaml } from './read-yaml.ts';
import type { WrittenValue } from './written-value.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function set(text: string, path: YamlPath, value: WrittenValue, index = 0): Promise<string> {
  const setting = (await readYaml(bytes(text), 'x.yaml', { version: '1.1' }))[index]?.set(path, value);
  assert.ok(setting !== undefined);
  return 'why' in setting ? setting.why : withEdits(text, [setting]);
}

const cases: readonly (readonly [what: string, text: string, path: YamlPath, value: WrittenValue, becomes: string])[] =
  [
    ['a scalar', 'a: 1 # why\nb: 2\n', ['a'], 'x', 'a: x # why\nb: 2\n'],
    ['a word that is none', 'a: 1\n', ['a'], 'yes', 'a: "yes"\n'],
    [
      'a new member',
      'a:\n    b: 1 # one\n# two\nc: 3\n',
      ['a', 'd'],
      true,
      'a:\n    b: 1 # one\n    d: true\n# two\nc: 3\n',
    ],
    ['a new object', 'a: 1\n', ['b', 'c', 'd'], ['ALL'], 'a: 1\nb:\n  c:\n    d: [ALL]\n'],
    ['the last line without an end', 'a: 1', ['b'], 2, 'a: 1\nb: 2'],
    ['other line ends', 'a: 1\r\nc: 2\r\n', ['b', 'd'], 2, 'a: 1\r\nc: 2\r\nb:\r\n  d: 2\r\n'],
    ['of an item', '- a: 1\n  b: 2\n- c: 3\n', [0, 'd'], 1, '- a: 1\n  b: 2\n  d: 1\n- c: 3\n'],
    [
      'behind a block of text',
      'a:\n  b: |\n    x\n    y\nc: 1\n',
      ['a', 'd'],
      1,
      'a:\n  b: |\n    x\n    y\n  d: 1\nc: 1\n',
    ],
    ['behind a list', 'a:\n  b:\n  - 1\n  - 2\nc: 1\n', ['a', 'd'], 1, 'a:\n  b:\n  - 1\n  - 2\n  d: 1\nc: 1\n'],
    ['in braces', 'a: { b: 1, c: [2] }\n', ['a', 'd'], 'x', 'a: { b: 1, c: [2], d: x }\n'],
    ['in empty braces', 'a: {}\n', ['a', 'd', 'e'], 'x', 'a: { d: { e: x } }\n'],
    ['in braces with a comma at the end', 'a: {b: 1,}\n', ['a', 'd'], 2, 'a: {b: 1, d: 2,}\n'],
    ['where nothing stands', 'a: # why\nb: 1\n', ['a', 'c'], 1, 'a: { c: 1 } # why\nb: 1\n'],
    ['where null stands', 'a: null\n', ['a', 'c'], 1, 'a: { c: 1 }\n'],
    ['one more item', 'a:\n  - x # one\n  - y\nb: 1\n', ['a', 2], 'z', 'a:\n  - x # one\n  - y\n  - z\nb: 1\n'],
    ['one more item in brackets', 'a: [x]\n', ['a', 1], 'z', 'a: [x, z]\n'],
    ['JSON of one line', '{"a": {"b": 1}}', ['a', 'c'], { d: 'x' }, '{"a": {"b": 1, "c": { "d": "x" }}}'],
    [
      'JSON of several lines',
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
      ['a', 'c'],
      ['ALL'],
      '{\n  "a": {\n    "b": 1,\n    "c": ["ALL"]\n  }\n}\n',
    ],
    ['JSON that is empty', '{"a": {}}', ['a', 'c'], 1, '{"a": { "c": 1 }}'],
    [
      'an anchor',
      'a: &x { b: 1 }\nc: *x\n',
      ['a', 'd'],
      1,
      'an anchor or alias stands on the way: the same text stands for more than this',
    ],
    [
      'an alias',
      'a: &x { b: 1 }\nc: *x\n',
      ['c', 'd'],
      1,
      'an anchor or alias stands on the way: the same text stands for more than this',
    ],
    ['a list on several lines', 'a:\n- 1\n', ['a'], 1, 'it stands on several lines'],
    ['something else', 'a: x\n', ['a', 'b'], 1, 'something else stands on the way'],
  ];

for (const [what, text, path, value, becomes] of cases)
  test(`a value is set: ${what}`, async () => assert.equal(await set(text, path, value), becomes));

test('the second of several documents', async () => {
  assert.equal(await set('a: 1\n---\na: 2\n...\n---\nb: 3\n', ['c'], 4, 1), 'a: 1\n---\na: 2\nc: 4\n...\n---\nb: 3\n');
});

/** The value with what was asked for, made without looking at a text. */
function withValue(value: unknown, [step, ...rest]: YamlPath, set_: WrittenValue): unknown {
  if (step === undefined) return set_;
  if (typeof step === 'number')
    return Object.assign([...((value as unknown[]) ?? [])], {
      [step]: withValue((value as unknown[])[step], rest, set_),
    });
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [step]: withValue(object[step], rest, set_) };
}

const leaf = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.boolean(),
  fc.constantFrom('x', 'a b', 'yes', '# no', 'it: is', ''),
);
const name = fc.constantFrom('a', 'b', 'securityContext', 'on', '"q"');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('whatever is set, the rest says what it said, in YAML and in JSON', async () => {
  const { stringify } = await import('yaml');
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<WrittenValue>(true, 'RuntimeDefault', ['ALL'], { a: 1 }),
      fc.constantFrom('yaml', 'compact', 'json', 'lines'),
      async (object, path, value, form) => {
        const text =
          form === 'yaml'
            ? stringify(object)
            : form === 'compact'
              ? stringify(object, { collectionStyle: 'flow' })
              : JSON.stringify(object, undefined, form === 'lines' ? 2 : undefined);
        const [document] = await readYaml(bytes(text), 'x', { version: '1.1' });
        const setting = document?.set(path, value);
        if (document === undefined || setting === undefined || 'why' in setting) return;
        const after = withEdits(text, [setting]);
        const [read] = await readYaml(bytes(after), 'x', { version: '1.1' });
        assert.deepEqual(read?.value, withValue(document.value, path, value), `${text}\n${after}`);
        if (form === 'json' || form === 'lines') assert.deepEqual(JSON.parse(after), read?.value);
      },
    ),
    { numRuns: 500 },
  );
});
