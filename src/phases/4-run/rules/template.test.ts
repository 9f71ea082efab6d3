import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Extractions, type FieldValue } from '../../../foundations/languages/falco/index.ts';
import { ruleSources } from './sources.ts';
import { parseTemplate, render } from './template.ts';
import { printableText } from './value-text.ts';

const catalogue = ruleSources[0]?.catalogue ?? assert.fail();

const values: Readonly<Record<string, FieldValue>> = {
  'proc.name': 'init',
  'proc.pid': 1,
  'evt.arg[1]': '/test/dir',
  'evt.arg[path]': '/test/dir',
  'evt.type': 'open',
  'fd.name': '/a\nb\u202e\udcff',
};
const event = {
  get: (field: string, argument?: string) => values[argument === undefined ? field : `${field}[${argument}]`],
};

function filled(text: string): string {
  const template = parseTemplate(text, new Extractions(catalogue));
  return typeof template === 'string' ? `! ${template}` : render(template, event).text;
}

const outputs: readonly [string, string][] = [
  ['a %proc.name, %proc.pid.', 'a init, 1.'],
  ['%proc.nameless', 'initless'],
  ['%evt.type.', 'open.'],
  ['[%10proc.name]', '[init      ]'],
  ['%user.name', '<NA>'],
  ['%evt.arg[1] %evt.arg.path', '/test/dir /test/dir'],
  ['%toupper(evt.arg[1])', '/TEST/DIR'],
  ['%concat(toupper(proc.name), evt.arg.path)', 'INIT/test/dir'],
  ['%toupper(join("->", (concat(proc.name, evt.arg.path), proc.name)))', 'INIT/TEST/DIR->INIT'],
  ['%fd.name', '/a\\nb\\u202e\\xff'],
  ['start %some.field end', '! invalid formatting token some.field end'],
  ['start %', '! invalid formatting token '],
  ['100%!', '! invalid formatting token !'],
  ['%toupper(proc.pid)', '! invalid formatting token toupper(proc.pid)'],
  ['%toupper (proc.name)', '! invalid formatting token toupper (proc.name)'],
  ['%toupper(proc.name', '! invalid formatting token toupper(proc.name'],
  ['%val(proc.name)', '! invalid formatting token val(proc.name)'],
  ['%fd.ip', '! invalid formatting token fd.ip'],
  ['', ''],
];

for (const [text, expected] of outputs) test(`template: ${text}`, () => assert.equal(filled(text), expected));

test('template: a transformer tells the field it takes as well', () => {
  const template = parseTemplate('%toupper(proc.name)', new Extractions(catalogue));
  assert.ok(typeof template !== 'string');
  assert.deepEqual(
    [...render(template, event).fields],
    [
      ['proc.name', 'init'],
      ['toupper(proc.name)', 'INIT'],
    ],
  );
});

test('template: text without a percent sign stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('%')),
      (text) => assert.equal(filled(text), text),
    ),
  );
});

test('printable: nothing is left that drives a terminal or starts a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(printableText(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
