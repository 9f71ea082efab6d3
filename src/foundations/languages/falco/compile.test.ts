import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { parseAddress } from './address.ts';
import { fieldCatalogue } from './catalogue.ts';
import { ConditionCompiler } from './compile.ts';
import { parseCondition } from './parser.ts';
import { loadRegularExpressions, type RegularExpressions } from './regular-expression.ts';
import type { FieldInfo, FieldSource, FieldValue } from './values.ts';

const fields: readonly FieldInfo[] = [
  { name: 'p.name', type: 'string' },
  { name: 'p.other', type: 'string' },
  { name: 'p.gone', type: 'string' },
  { name: 'p.num', type: 'integer' },
  { name: 'p.port', type: 'port' },
  { name: 'p.big', type: 'time' },
  { name: 'p.load', type: 'double' },
  { name: 'p.flag', type: 'bool' },
  { name: 'p.ip', type: 'ip' },
  { name: 'p.ends', type: 'ip', several: 'either' },
  { name: 'p.net', type: 'net', several: 'either' },
  { name: 'p.up', type: 'string', several: 'any', argument: { required: false, form: 'index' } },
  { name: 'p.list', type: 'string', list: true },
  { name: 'p.empty', type: 'string', list: true },
  { name: 'p.bytes', type: 'bytes' },
  {
    name: 'p.raw',
    type: 'any',
    argument: { required: true, form: 'key', dotted: true },
    noTransformer: true,
    noRight: true,
  },
  { name: 'p.args', type: 'string', list: true },
];

const ip = (text: string): Uint8Array => parseAddress(text) ?? assert.fail(text);

const values: Readonly<Record<string, FieldValue>> = {
  'p.name': 'Bash',
  'p.other': 'bash',
  'p.num': 7,
  'p.port': 443,
  'p.big': 18446744073709551615n,
  'p.load': 0.5,
  'p.flag': true,
  'p.ip': ip('10.1.2.3'),
  'p.ends': [ip('10.1.2.3'), ip('2001:db8::1')],
  'p.net': [ip('10.1.2.3'), ip('192.168.0.9')],
  'p.up': ['sh', 'init'],
  'p.up[1]': 'sh',
  'p.list': ['a', 'b'],
  'p.empty': [],
  'p.bytes': Uint8Array.of(0x68, 0x65, 0x6c, 0x6c, 0x6f, 0xff),
  'p.raw[res]': -2,
  'p.raw[name]': '/etc/passwd',
  'p.args': ['-n', 'x', '-vt5', 'file'],
};

const event: FieldSource = {
  get: (field, argument) => values[argument === undefined ? field : `${field}[${argument}]`],
};

let regex: RegularExpressions;
before(async () => {
  regex = await loadRegularExpressions();
});

function outcome(text: string): boolean | string {
  const parsed = parseCondition(text);
  if (!parsed.ok) return parsed.message;
  const compiled = new ConditionCompiler(fieldCatalogue(fields), regex).compile(parsed.node);
  return compiled.ok ? compiled.matches(event) : compiled.message;
}

const outcomes: readonly [string, boolean | string][] = [
  ['p.name = Bash', true],
  ['p.name = bash', false],
  ['p.name != bash', true],
  ['tolower(p.name) = val(p.other)', true],
  ['toupper(p.name) = BASH and len(p.name) = 4', true],
  ['p.name icontains AS and p.name contains as', true],
  ['p.name startswith Ba and p.name endswith sh', true],
  ['p.name glob B*h', true],
  ['p.name iglob b?SH', true],
  ['p.name regex "[A-Z]as."', true],
  ['p.name regex as', false],
  ['p.name regex "(a"', 'invalid regular expression pattern: (a'],
  ['p.name in (sh, Bash)', true],
  ['p.name pmatch (Bash)', true],
  [
    'p.name > Bas and p.name < Bast',
    "expected a number value or a field with a valid transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join', 'concat', 'getopt'",
  ],
  ['p.name = oneof (Bash, sh)', true],
  ['p.name startswith oneof (B, Ba)', false],
  ['p.name startswith allof (B, Ba)', true],
  ['p.name != anyof (Bash, sh)', true],
  // A field without a value makes every comparison false.
  ['p.gone = x', false],
  ['p.gone != x', false],
  ['not p.gone = x', true],
  ['p.gone exists', false],
  ['not p.gone exists', true],
  ['p.gone in ()', false],
  ['tolower(p.gone) exists', false],
  ['p.name = val(p.gone)', false],
  ['p.num = 7 and p.num = 0x7 and p.num >= 7 and p.num < 8', true],
  ['p.num in (1, 7)', true],
  ['p.num = seven', 'seven is not a valid number'],
  ['p.num contains 7', "filter error: 'contains' operator not supported for numeric filters"],
  ['p.big = 18446744073709551615', true],
  ['p.big > 18446744073709551614', true],
  ['p.load > 0.25', true],
  ['p.flag = true', true],
  ['p.flag = yes', 'filter error: unrecognized boolean value yes'],
  ['p.flag in (false)', false],
  ['p.ip = 10.1.2.3', true],
  ['p.ip != 10.1.2.3', false],
  ['p.ip = 10.1.2', 'unrecognized IP address 10.1.2'],
  ['p.ends = 2001:db8:0::1', true],
  ['p.ends != 2001:db8::1', false],
  ['p.ends != 1.1.1.1', true],
  ['p.net = 192.168.0.0/16', true],
  ['p.net in (172.16.0.0/12, 10.0.0.0/8)', true],
  ['p.net != 10.0.0.0/8', false],
  ['p.up = init', true],
  ['p.up != init', true],
  ['p.up[1] = sh', true],
  ['p.up[1] = init', false],
  ['p.up[x] = init', "filter error: field 'p.up' takes a number as argument, not 'x'"],
  ['tolower(p.up) = sh', "filter error: field 'p.up' does not support transformers"],
  ['p.list in (a, b, c)', true],
  ['p.list in (a)', false],
  ['p.list intersects (b, x)', true],
  ['p.list = a', "filter error: '=' operator not supported list filters"],
  ['p.empty in (a)', true],
  ['p.empty intersects (a)', false],
  ['len(p.list) = 2', true],
  ['join("-", (p.name, p.other)) = Bash-bash', true],
  ['concat(p.name, "/", p.other) = "Bash/bash"', true],
  ['getopt(p.args, "n:vt:")[n] = x', true],
  ['getopt(p.args, "n:vt:")[t] = 5', true],
  ['getopt(p.args, "n:vt:")[v] exists', true],
  ['getopt(p.args, "n:vt:")[q] exists', false],
  ['p.bytes bcontains 6c6C and p.bytes bstartswith 68', true],
  ['p.bytes contains hell and p.bytes endswith "o\\xff"', true],
  ['p.bytes bcontains 6', 'filter error: bcontains and bstartswith operator support hex strings only'],
  ['p.raw.res < 0 and p.raw.name startswith /etc', true],
  ['toupper(p.raw.res) = X', "filter error: field 'p.raw.res' does not support transformers"],
  ['toupper(p.name)[x] = foo', "filter error: transformer 'toupper' does not support field arguments"],
  ['p.none = 1', 'filter_check called with nonexistent field p.none'],
  ['p.num = val(p.name)', "filter error: 'p.num' and 'p.name' are of different types ('integer', 'string')"],
  ['p.name = allof ()', false],
  ['p.name != allof ()', false],
  ['p.name startswith anyof ()', false],
  ['p.name glob oneof ()', false],
  ['p.name in ()', false],
  ['p.name = "\\x00"', 'unsupported string escape sequence: \\x00'],
  ['p.name pmatch val(p.other)', "filter error: the 'pmatch' operator needs a constant on its right side"],
  ['p.name regex val(p.other)', "filter error: the 'regex' operator needs a constant on its right side"],
  ['p.up = val(p.name)', "filter error: field 'p.up' can only be compared with constants"],
  ['p.net = 10.0.0.1', 'unrecognized IP network 10.0.0.1'],
  ['p.big = 18446744073709551616', '18446744073709551616 is not a valid number'],
  ['p.port = https', true],
  ['p.port = 443', true],
  ['p.port in (http, https)', true],
  ['p.port = nosuch', 'unrecognized protocol nosuch'],
  ['p.port > 442', true],
  ['concat(p.name) = Bash', "filter error: transformer 'concat' requires at least two arguments"],
  ['concat(p.name, p.list) = x', "filter error: transformer 'concat' requires texts, and no lists"],
  ['concat(p.name, p.num) = x', "filter error: transformer 'concat' requires texts, and no lists"],
  ['join(p.gone, (p.name, p.other)) exists', false],
  ['getopt(p.args, "n:vt:") intersects (v)', true],
  ['getopt(p.args, "n:vt:")[nn] = x', "filter error: transformer 'getopt' takes a single letter as field argument"],
  ['getopt(p.args, p.list)[n] = x', "filter error: transformer 'getopt' requires a list of arguments and the options"],
  ['getopt(p.args, "n:") = x', "filter error: '=' operator not supported list filters"],
  ['some_macro', "filter error: unexpected identifier 'some_macro'"],
];

for (const [text, expected] of outcomes) test(`check: ${text}`, () => assert.equal(outcome(text), expected));

test('check: an expression cannot be made to take long', () => {
  const compiled = regex('(a+)+b');
  assert.ok('matches' in compiled && !compiled.matches('a'.repeat(5_000)));
});

test('what conditions share is computed once for each event', () => {
  let asked = 0;
  const counting: FieldSource = {
    get: (field) => {
      asked += 1;
      return values[field];
    },
  };
  const compiler = new ConditionCompiler(fieldCatalogue(fields));
  const conditions = ['p.name = Bash or p.num = 1', 'p.name = Bash and p.num = 7'].map((text) => {
    const parsed = parseCondition(text);
    const compiled = parsed.ok ? compiler.compile(parsed.node) : assert.fail();
    return compiled.ok ? compiled : assert.fail();
  });
  const ask = (): readonly boolean[] => {
    compiler.next();
    return conditions.map(({ matches }) => matches(counting));
  };
  assert.deepEqual(ask(), [true, true]);
  assert.equal(asked, 2);
  assert.deepEqual(ask(), [true, true]);
  assert.equal(asked, 4, 'the next event is asked anew');
});

test('advice: expressions that need none, and fields written as text', () => {
  const advice = (text: string): readonly string[] => {
    const parsed = parseCondition(text);
    const compiled = new ConditionCompiler(fieldCatalogue(fields), regex).compile(
      parsed.ok ? parsed.node : assert.fail(),
    );
    return compiled.ok ? compiled.advice.map(({ message }) => message) : assert.fail();
  };
  assert.match(advice('p.name regex ^.*bash$').join(), /simpler operators/);
  assert.deepEqual(advice('p.name regex ba.h'), []);
  assert.match(advice('p.name = p.other').join(), /'p.other' may be a valid field/);
  assert.match(advice("p.name = 'tolower(p.other)'").join(), /field transformer/);
  assert.deepEqual(advice('p.name = bash'), []);
});
