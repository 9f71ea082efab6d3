import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expressionSize } from '../../formats/index.ts';
import { loadRegularExpressions } from './regular-expression.ts';

/** Expressions that would become large programs, each in another way. */
const large: Readonly<Record<string, string>> = {
  'a repetition in a repetition': '(a{1000}){1000}',
  'three deep': '((a{100}){100}){100}',
  'a range of repetitions': '(x{1,1000}){1,100}',
  'a long group, repeated': `(?:${'(a|b|c)'.repeat(200)}){100}`,
  'many repetitions beside one another': 'x{1000}'.repeat(100),
  'classes with brackets and braces in them':
    '[]{)(]{1000}[^]x]{1000}[[:alpha:]]{1000}[\\]]{1000}\\p{Greek}{1000}\\x{61}{1000}',
  'a parenthesis that is none': `(${'ab'.repeat(100)}\\Q)\\E){1000}`,
  'a long text': 'abc'.repeat(2_000),
  'options, which begin like a group': `(?i:${'ab'.repeat(50)}){1000}`,
};

for (const [what, expression] of Object.entries(large))
  test(`an expression that would be large is refused: ${what}`, async () => {
    const result = (await loadRegularExpressions())(expression);
    assert.ok('problem' in result);
    assert.match(result.problem, /^regular expression too large: .* has some \d+ steps, at most 5000 are taken$/);
  });

test('expressions of real rules are taken', async () => {
  const regex = await loadRegularExpressions();
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['.*/(bash|zsh|sh)$', '/bin/zsh', true],
    ['.*(secret|passw(or)?d).{0,300}=.*', 'my password is = x', true],
    ['.*', 'a\nb', false],
    ['[^x]*', 'a\nb', true],
    ['^a.b$', 'a-b', true],
    ['[]x]+', 'x]x', true],
    ['[[:digit:]]+', '017', true],
    ['[0-9]{1,3}(\\.[0-9]{1,3}){3}', '10.0.0.1', true],
    ['(x{30}){30}', 'x'.repeat(900), true],
    ['[^/]{1,255}', 'a/b', false],
    ['a{2}', 'aa', true],
    ['\\{3\\}', '{3}', true],
    ['[{]3}', '{3}', true],
  ];
  for (const [expression, text, expected] of cases) {
    const result = regex(expression);
    assert.ok('matches' in result, expression);
    assert.equal(result.matches(text), expected, expression);
  }
});

for (const beyond of ['\\d+', 'a\\b', '(?i)a', '(?:a)', '[\\d]', '\\pL', '\\Qa\\E', '[^\\w]'])
  test(`an expression of Perl is refused, as Falco's engine does: ${beyond}`, async () => {
    const result = (await loadRegularExpressions())(beyond);
    assert.match('problem' in result ? result.problem : '', /is no part of POSIX/);
  });

test('all expressions together are bounded, and one that comes again costs nothing', async () => {
  const regex = await loadRegularExpressions();
  for (let again = 0; again < 1_000; again++) assert.ok('matches' in regex('(x{30}){30}'));
  let taken = 0;
  while ('matches' in regex(`a{900}b{${taken + 1}}`)) taken++;
  assert.ok(taken > 300 && taken < 600, String(taken));
  const refused = regex('b{900}');
  assert.match('problem' in refused ? refused.problem : '', /too large together/);
});

test('the bound is told before: a program is at most a few times as large', () => {
  const atom = fc.constantFrom(
    'a',
    'xyz',
    '.',
    '[a-c]',
    '[]x]',
    '\\d',
    '\\{',
    '\\p{L}',
    '\\x{61}',
    '^',
    '\\b',
    '(?i)q',
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => a + b),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}|${b})`),
      fc
        .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{3}', '{2,7}', '{5,}'))
        .map(([a, r]) => `(?:${a})${r}`),
    ),
  }));
  fc.assert(
    fc.property(expression, (text) => {
      const size = expressionSize(text);
      fc.pre(size <= 5_000);
      assert.ok(RE2JS.compile(text).programSize() <= 4 * size + 8, `${size}`);
    }),
    { numRuns: 500 },
  );
});

test('compiling and matching the largest that are taken stays within 150 MiB', {
  skip: !existsSync('/proc/self/status'),
}, async () => {
  const script = `
    const { loadRegularExpressions } = await import(${JSON.stringify(new URL('./regular-expression.ts', import.meta.url).href)});
    const regex = await loadRegularExpressions();
    const text = 'ab'.repeat(2_000);
    for (const expression of ${JSON.stringify([...Object.values(large), '(?:(a|b|c)){1000}', '.*a.{200}b.*', '(a|b)*a(a|b){20}', '(\\p{L}{30}){30}'])}) {
      const result = regex(expression);
      if ('matches' in result) result.matches(text);
    }
    console.log(Number(/VmHWM:\\s+(\\d+)/.exec((await import('node:fs')).readFileSync('/proc/self/status', 'utf8'))[1]) / 1024);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  assert.ok(Number(stdout) <= 150, `${stdout.trim()} MiB`);
});
