import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readParagraphs } from './index.ts';

const wanted = new Set(['package', 'version', 'description']);

/** Paragraphs as plain objects, with the line and what was malformed. */
function read(text: string): { line: number; fields: Record<string, string>; malformed: readonly number[] }[] {
  return [...readParagraphs(text, wanted)].map(({ line, fields, malformed }) => ({
    line,
    fields: Object.fromEntries(fields),
    malformed,
  }));
}

const cases: { title: string; text: string; paragraphs: ReturnType<typeof read> }[] = [
  { title: 'nothing', text: '', paragraphs: [] },
  { title: 'blank lines only', text: '\n\n \t\n\r\n', paragraphs: [] },
  {
    title: 'two paragraphs, unwanted fields left out',
    text: 'Package: a\nSection: x\nVersion: 1\n\n\nPackage: b\n',
    paragraphs: [
      { line: 1, fields: { package: 'a', version: '1' }, malformed: [] },
      { line: 6, fields: { package: 'b' }, malformed: [] },
    ],
  },
  {
    title: 'continuation lines, and those of a field that is not wanted',
    text: 'Description: short\n long\n .\n\tend\nConffiles:\n Package: no\nPackage: a\n',
    paragraphs: [{ line: 1, fields: { description: 'short\nlong\n.\nend', package: 'a' }, malformed: [] }],
  },
  {
    title: 'names in any case, values trimmed, colons in values',
    text: 'PACKAGE:  a \r\nversion:1:2.0-1\r\n\r\nPackage: b',
    paragraphs: [
      { line: 1, fields: { package: 'a', version: '1:2.0-1' }, malformed: [] },
      { line: 4, fields: { package: 'b' }, malformed: [] },
    ],
  },
  {
    title: 'comments',
    text: '# one\nPackage: a\n# two\nVersion: 1\n',
    paragraphs: [{ line: 2, fields: { package: 'a', version: '1' }, malformed: [] }],
  },
  {
    title: 'what is wrong is counted and the rest is read',
    text: ' lonely\nPackage: a\nno field\n: empty name\nPackage: b\n',
    paragraphs: [{ line: 1, fields: { package: 'a' }, malformed: [1, 3, 4, 5] }],
  },
  {
    title: 'a broken line ends the field before it',
    text: 'Description: a\nbroken\n more\nPackage: x\n',
    paragraphs: [{ line: 1, fields: { description: 'a', package: 'x' }, malformed: [2] }],
  },
];

for (const { title, text, paragraphs } of cases) {
  test(`deb822: ${title}`, () => assert.deepEqual(read(text), paragraphs));
}

test('deb822: a field called like a property of objects is a field', () => {
  const [first] = readParagraphs('__proto__: x\nconstructor: y\n', new Set(['__proto__']));
  assert.equal(first?.fields.get('__proto__'), 'x');
  assert.equal(first?.fields.size, 1);
});

test('deb822: what is written is read', () => {
  const value = fc.stringMatching(/^[!-~]{1,10}$/);
  const paragraph = fc.record({ package: value, version: value, description: value }, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(paragraph, { maxLength: 6 }), (list) => {
      const text = list
        .map(
          (fields) =>
            `${Object.entries(fields)
              .map(([k, v]) => `${k}: ${v}\n`)
              .join('')}\n`,
        )
        .join('');
      assert.deepEqual(
        read(text).map(({ fields }) => fields),
        list,
      );
    }),
  );
});

test('deb822: never throws and keeps its bounds', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '\t', '#', '\r'), maxLength: 60 }), (text) => {
      for (const { malformed } of read(text)) assert.ok(malformed.length <= 10);
    }),
  );
});
