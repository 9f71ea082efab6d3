import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { childNamed, childrenNamed, childText, localName, type XmlElement } from './element.ts';
import { looksLikeXml } from './looks-like-xml.ts';
import { readXml, type XmlLimits } from './read-xml.ts';
import { loadXml } from './xml-library.ts';

before(loadXml);

const read = (text: string | Uint8Array, limits: XmlLimits = {}): XmlElement =>
  readXml(Buffer.from(text), 'x.xml', limits);

/** An element as text, in a form that is easy to compare. */
const plain = ({ name, attributes, children, text }: XmlElement): unknown => [
  name,
  Object.fromEntries(attributes),
  text,
  children.map(plain),
];

const escaped = (text: string): string =>
  text.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
const write = ({ name, attributes, children, raw }: XmlElement): string =>
  `<${name}${[...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>${children.map(write).join('')}${escaped(raw)}</${name}>`;

const nameStart = fc.constantFrom('a', 'B', '_', 'é', 'bom:x', '__proto__', 'constructor');
const xmlName = fc.tuple(nameStart, fc.stringMatching(/^[a-z0-9.-]{0,4}$/)).map((parts) => parts.join(''));
/** Characters that XML 1.0 has. */
const words = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => text.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text));
const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc
    .record({
      name: xmlName,
      attributes: fc
        .uniqueArray(fc.tuple(xmlName, words), { maxLength: 3, selector: ([name]) => name })
        .map((pairs) => new Map(pairs)),
      children: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('element'), { maxLength: 3 })),
      raw: words,
    })
    .map((one) => ({ ...one, text: one.raw.trim() })),
}));

test('xml: what was written is read back', () => {
  fc.assert(
    fc.property(element, (one) => {
      assert.deepEqual(read(write(one)), one);
    }),
  );
});

test('xml: names, attributes, text and CDATA; comments and instructions are passed over', () => {
  const root = read(
    '\ufeff<?xml version="1.0"?><!-- c --><?pi x?>\n<b:bom xmlns:b="urn:x" a="1 &lt; 2">\n <b:n> x<![CDATA[<y>&amp;]]> &amp;&#65;\n</b:n><n>2</n><e/><!-- d -->\n</b:bom>\n',
  );
  assert.equal(localName(root.name), 'bom');
  assert.deepEqual(plain(root), [
    'b:bom',
    { 'xmlns:b': 'urn:x', a: '1 < 2' },
    '',
    [
      ['b:n', {}, 'x<y>&amp; &A', []],
      ['n', {}, '2', []],
      ['e', {}, '', []],
    ],
  ]);
  assert.equal(childText(root, 'n'), 'x<y>&amp; &A');
  assert.equal(childText(root, 'e'), undefined);
  assert.equal(childText(undefined, 'e'), undefined);
  assert.equal(childNamed(root, 'none'), undefined);
  assert.deepEqual(
    childrenNamed(root, 'n').map(({ name }) => name),
    ['b:n', 'n'],
  );
});

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const encoded: readonly (readonly [string, Uint8Array])[] = [
  ['UTF-8 by default', Buffer.from('<a>é</a>')],
  ['Latin-1, declared', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>')],
  ['windows-1252, declared', latin1("<?xml version='1.0' encoding = 'Windows-1252' standalone='yes'?><a>é</a>")],
  ['UTF-16 with a mark', utf16('\ufeff<?xml version="1.0" encoding="utf-16"?><a>é</a>')],
  ['UTF-16 without one', utf16('<a>é</a>')],
  ['big-endian UTF-16', Buffer.from(utf16('\ufeff<a>é</a>')).swap16()],
  ['UTF-8 that says UTF-16', Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>é</a>')],
];
for (const [what, bytes] of encoded)
  test(`xml: ${what}`, () => {
    assert.equal(read(bytes).text, 'é');
    assert.equal(looksLikeXml(bytes), true);
  });

test('xml: what is no XML does not look like it', () => {
  for (const text of ['', ' \n', '{"a":"<a/>"}', 'a<b', 'SPDXVersion: SPDX-2.3']) {
    assert.equal(looksLikeXml(Buffer.from(text)), false, text);
  }
});

const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`;
const refused: readonly (readonly [string, XmlLimits, string, RegExp])[] = [
  ['', {}, 'E_FORMAT', /an empty file/],
  ['<a>', {}, 'E_FORMAT', /unclosed tag: a, at line 1/],
  ['<a>\n  <b></c></a>', {}, 'E_FORMAT', /line 2, column/],
  ['<a x="1" x="2"/>', {}, 'E_FORMAT', /duplicate attribute/],
  ['<a/><b/>', {}, 'E_FORMAT', /not XML/],
  ['<a>&nbsp;</a>', {}, 'E_FORMAT', /entity/],
  ['<a>&#0;</a>', {}, 'E_FORMAT', /entity/],
  ['<a b="<"/>', {}, 'E_FORMAT', /not XML/],
  ['text', {}, 'E_FORMAT', /not XML/],
  [bomb, {}, 'E_FORMAT', /document type/],
  ['<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>', {}, 'E_FORMAT', /document type/],
  ['<?xml version="1.0" encoding="ebcdic-cp-us"?><a/>', {}, 'E_FORMAT', /encoding ebcdic-cp-us/],
  ['<a/>', { maxBytes: 3 }, 'E_LIMIT', /4 bytes/],
  ['<a>'.repeat(100_000), {}, 'E_LIMIT', /deeper than 64/],
  ['<a><b/><b/></a>', { maxNodes: 2 }, 'E_LIMIT', /more than 2 elements/],
  [`<a ${Array.from({ length: 99 }, (_, index) => `b${index}=""`).join(' ')}`, { maxNodes: 9 }, 'E_LIMIT', /than 9/],
];
for (const [text, limits, code, message] of refused)
  test(`xml: refused: ${text.slice(0, 60)} ${JSON.stringify(limits)}`, () => {
    assert.throws(
      () => read(text, limits),
      (error: unknown) => {
        assert.ok(error instanceof SeaworthyError);
        assert.equal(error.code, code);
        assert.equal(error.where, 'x.xml');
        assert.match(`${error.message}, ${error.why ?? ''}`, message);
        return true;
      },
    );
  });

test('xml: bytes that are not in their encoding are refused', () => {
  assert.throws(() => read(latin1('<a>é</a>')), { code: 'E_FORMAT' });
});

test('xml: no text throws anything but our errors', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    ' ',
    '="',
    '"',
    '&',
    ';',
    '#x',
    '<!',
    '--',
    '[CDATA[',
    ']]>',
    '?',
    '\n',
    '\u{1f600}',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        read(parts.join(''));
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});
