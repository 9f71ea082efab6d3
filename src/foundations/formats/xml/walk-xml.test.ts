import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { childText } from './element.ts';
import { walkXml, type XmlRowLimits } from './walk-xml.ts';
import { loadXml } from './xml-library.ts';

before(loadXml);

function walk(text: string | Uint8Array, limits: Partial<XmlRowLimits> = {}, wants = (name: string) => name !== 'no') {
  const roots: string[] = [];
  const rows = walkXml(Buffer.from(text), 'x.xml', { maxDepth: 8, maxNodes: 20, ...limits }, wants, (name) =>
    roots.push(name),
  );
  const told = [...rows].map(
    ({ section, element }) => `${section}/${element.name} ${childText(element, 'n') ?? element.text}`,
  );
  return [...roots, ...told];
}

test('walk: the rows of each section, wherever pieces of the file end', () => {
  const row = (at: number): string => `<o:row id="${at}"><o:n>é ${at} &amp; <![CDATA[<]]></o:n></o:row>`;
  const rows = Array.from({ length: 5000 }, (_, at) => row(at));
  assert.deepEqual(
    walk(`<o:root xmlns:o="urn:x"><o:yes>${rows.join('\n')}</o:yes><no><row/></no><last><a>b</a></last></o:root>`),
    ['root', ...rows.map((_, at) => `yes/o:row é ${at} & <`), 'last/a b'],
  );
});

test('walk: what is not well formed, has a document type, or crosses a bound', () => {
  const wide = `<r><s><a>${'<b/>'.repeat(21)}</a></s></r>`;
  const cases: readonly (readonly [string, string])[] = [
    ['<r><s><a></s></r>', 'E_FORMAT'],
    ['', 'E_FORMAT'],
    ['hello', 'E_FORMAT'],
    ['<r><s><a/></s>', 'E_FORMAT'],
    ['<!DOCTYPE r [<!ENTITY x "y">]><r/>', 'E_FORMAT'],
    ['<r><s><a>&x;</a></s></r>', 'E_FORMAT'],
    [wide, 'E_LIMIT'],
    [wide.replaceAll('s>', 'no>'), 'E_LIMIT'],
    [`<r><s>${'<a>'.repeat(9)}`, 'E_LIMIT'],
    [`<r><s><a ${Array.from({ length: 21 }, (_, at) => `a${at}="1"`).join(' ')}/></s></r>`, 'E_LIMIT'],
  ];
  for (const [text, code] of cases) assert.throws(() => walk(text), { code, where: 'x.xml' }, text);
  assert.throws(() => walk(Uint8Array.of(0x3c, 0x72, 0x3e, 0xff)), { code: 'E_FORMAT' });
  assert.deepEqual(walk('<r/>'), ['r']);
});
