import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../../core/index.ts';
import { sample } from '../sample.ts';
import { secretScanner } from '../secret-scanner.ts';
import { readSecretRules } from './index.ts';

const key = Buffer.from('a key for tests');
const none = (): undefined => undefined;

/** `detector:line` of what is found in a text under rules. */
async function found(
  rules: string,
  text: string,
  { path = 'app/x.txt', name = 'rules.toml', beside = {} as Readonly<Record<string, string>> } = {},
): Promise<readonly string[]> {
  const set = await readSecretRules(Buffer.from(rules), name, (file) =>
    beside[file] === undefined ? undefined : Buffer.from(beside[file]),
  );
  const { hits, problems } = secretScanner({ key, rules: set }).scan(path, Buffer.from(text));
  return [...hits.map(({ detector, line }) => `${detector}:${line}`), ...problems];
}

const gitlab = ['gl', 'pat-', sample(20)].join('');
const rule = `[[rules]]\nid = "acme"\ndescription = "Acme key"\nregex = '''acme_([a-z0-9]{8})'''\nkeywords = ["ACME"]\n`;

const toml: readonly {
  readonly name: string;
  readonly rules: string;
  readonly text: string;
  readonly path?: string;
  readonly found: readonly string[];
}[] = [
  { name: 'a rule', rules: rule, text: 'x\nACME acme_q8z3lk0v\n', found: ['custom/acme:2'] },
  { name: 'without its keyword', rules: rule.replace('ACME', 'other'), text: 'acme_q8z3lk0v', found: [] },
  { name: 'ours are not asked without useDefault', rules: rule, text: gitlab, found: [] },
  {
    name: 'ours with useDefault',
    rules: `[extend]\nuseDefault = true\n${rule}`,
    text: gitlab,
    found: ['gitlab-token:1'],
  },
  {
    name: 'one of ours that is disabled',
    rules: `[extend]\nuseDefault = true\ndisabledRules = ["gitlab-pat"]\n`,
    text: gitlab,
    found: [],
  },
  {
    name: 'more to allow for one of ours',
    rules: `[extend]\nuseDefault = true\n[[rules]]\nid = "gitlab-pat"\n[[rules.allowlists]]\npaths = ['''^docs/''']\n`,
    text: gitlab,
    path: 'docs/a',
    found: [],
  },
  {
    name: 'the same elsewhere',
    rules: `[extend]\nuseDefault = true\n[[rules]]\nid = "gitlab-pat"\n[[rules.allowlists]]\npaths = ['''^docs/''']\n`,
    text: gitlab,
    path: 'src/a',
    found: ['gitlab-token:1'],
  },
  { name: 'entropy', rules: `${rule}entropy = 2.5\n`, text: 'acme_aaaaaaab acme_q8z3lk0v', found: ['custom/acme:1'] },
  {
    name: 'a stopword',
    rules: `${rule}[[rules.allowlists]]\nstopwords = ["EXAM"]\n`,
    text: 'acme_exam0000',
    found: [],
  },
  {
    name: 'a regex of an allowlist looks at the value, not at all that fits',
    rules: `${rule}[[rules.allowlists]]\nregexes = ['''^acme_''']\n`,
    text: 'acme_q8z3lk0v',
    found: ['custom/acme:1'],
  },
  {
    name: 'unless it says so',
    rules: `${rule}[rules.allowlist]\nregexTarget = "match"\nregexes = ['''^acme_''']\n`,
    text: 'acme_q8z3lk0v',
    found: [],
  },
  {
    name: 'the line',
    rules: `${rule}[[rules.allowlists]]\nregexTarget = "line"\nregexes = ['''fine''']\n`,
    text: 'acme_q8z3lk0v is fine\nacme_q8z3lk0v is not',
    found: ['custom/acme:2'],
  },
  {
    name: 'all of an allowlist',
    rules: `${rule}[[rules.allowlists]]\ncondition = "AND"\npaths = ['''\\.md$''']\nstopwords = ["q8z"]\n`,
    text: 'acme_q8z3lk0v acme_x9x3lk0v',
    path: 'a.md',
    found: ['custom/acme:1'],
  },
  {
    name: 'a global allowlist of paths',
    rules: `${rule}[allowlist]\npaths = ['''^a/''']\n`,
    text: 'acme_q8z3lk0v',
    path: 'a/b',
    found: [],
  },
  {
    name: 'a global allowlist for other rules',
    rules: `${rule}[[allowlists]]\ntargetRules = ["other"]\nregexes = ['''.''']\n`,
    text: 'acme_q8z3lk0v',
    found: ['custom/acme:1'],
  },
  {
    name: 'a group that is the value',
    rules: `[[rules]]\nid = "two"\nregex = '''(a)=(b+)'''\nsecretGroup = 2\n[[rules.allowlists]]\nregexes = ['''^b$''']\n`,
    text: 'a=b\na=bb',
    found: ['custom/two:2'],
  },
  {
    name: 'a path alone',
    rules: `[[rules]]\nid = "store"\npath = '''\\.p12$'''\n`,
    text: 'abc',
    path: 'a/b.p12',
    found: ['custom/store:1'],
  },
  { name: 'a path that does not fit', rules: `${rule}path = '''\\.py$'''\n`, text: 'acme_q8z3lk0v', found: [] },
  {
    name: 'what is required near by',
    rules: `${rule}[[rules.required]]\nid = "user"\nwithinLines = 1\n[[rules]]\nid = "user"\nregex = '''user=\\w+'''\nskipReport = true\n`,
    text: 'user=me\nacme_q8z3lk0v\n\n\nacme_zzz3lk0v\n',
    found: ['custom/acme:2'],
  },
  {
    name: 'what is required and not there',
    rules: `${rule}[[rules.required]]\nid = "user"\n`,
    text: 'acme_q8z3lk0v',
    found: [],
  },
];

for (const { name, rules, text, path, found: wanted } of toml) {
  test(`rules of gitleaks: ${name}`, async () => {
    assert.deepEqual(await found(rules, text, defined({ path })), wanted);
  });
}

test('rules of gitleaks: a file that another one extends, and what is said over', async () => {
  const beside = { 'base.toml': `${rule}[[rules]]\nid = "b"\nregex = '''bbb'''\n` };
  const over = `[extend]\npath = "base.toml"\ndisabledRules = ["b"]\n[[rules]]\nid = "acme"\nentropy = 9.0\n`;
  assert.deepEqual(await found(over, 'acme_q8z3lk0v bbb', { beside }), []);
  const more = `[extend]\npath = "base.toml"\n[[rules]]\nid = "acme"\nkeywords = ["zzz"]\n`;
  assert.deepEqual(await found(more, 'acme_q8z3lk0v bbb', { beside }), ['custom/acme:1', 'custom/b:1']);
  await assert.rejects(found('[extend]\npath = "gone.toml"\n', ''), { code: 'E_FORMAT' });
  await assert.rejects(found('[extend]\npath = "a"\n', '', { beside: { a: '[extend]\npath = "a"\n' } }), {
    code: 'E_LIMIT',
  });
});

const trivy = (more: string): string =>
  `rules:\n  - id: acme\n    title: Acme key\n    severity: HIGH\n    regex: acme=(?P<secret>[a-z0-9]{8})\n    secret-group-name: secret\n${more}`;

for (const { name, rules, text, path, found: wanted } of [
  { name: 'a rule', rules: trivy(''), text: 'x\nacme=q8z3lk0v', found: ['custom/acme:2'] },
  { name: 'ours are asked beside', rules: trivy(''), text: gitlab, found: ['gitlab-token:1'] },
  { name: 'only one of ours', rules: trivy('enable-builtin-rules: [github-pat]'), text: gitlab, found: [] },
  {
    name: 'one of ours that is off',
    rules: trivy('disable-rules: [gitlab-pat, acme]'),
    text: `${gitlab} acme=q8z3lk0v`,
    found: [],
  },
  { name: 'its own places to leave out', rules: trivy(''), text: 'acme=q8z3lk0v', path: 'docs/a.md', found: [] },
  {
    name: 'which can be put back',
    rules: trivy('disable-allow-rules: [markdown]'),
    text: 'acme=q8z3lk0v',
    path: 'docs/a.md',
    found: ['custom/acme:1'],
  },
  {
    name: 'an allow rule',
    rules: trivy('allow-rules:\n  - id: a\n    regex: acme=q'),
    text: 'acme=q8z3lk0v acme=x8z3lk0v',
    found: ['custom/acme:1'],
  },
  {
    name: 'an allow rule that is off',
    rules: trivy('allow-rules:\n  - id: a\n    regex: acme=q\ndisable-allow-rules: [a]'),
    text: 'acme=q8z3lk0v',
    found: ['custom/acme:1'],
  },
  {
    name: 'an allow rule of a rule',
    rules: trivy('    allow-rules:\n      - id: a\n        path: ^app/\n'),
    text: 'acme=q8z3lk0v',
    found: [],
  },
  {
    name: 'a block to leave out',
    rules: trivy('exclude-block:\n  regexes:\n    - "(?s)# off.*?# on"'),
    text: 'acme=q8z3lk0v\n# off\nacme=q8z3lk0v\n# on\n',
    found: ['custom/acme:1'],
  },
  { name: 'keywords', rules: trivy('    keywords: [other]\n'), text: 'acme=q8z3lk0v', found: [] },
  {
    name: 'the begin of a text and not of a line',
    rules: trivy('').replace('acme=', '^acme='),
    text: 'x\nacme=q8z3lk0v',
    found: [],
  },
  {
    name: 'the begin of a line',
    rules: trivy('').replace('acme=', '(?m)^acme='),
    text: 'x\nacme=q8z3lk0v',
    found: ['custom/acme:2'],
  },
] as const) {
  test(`rules of Trivy: ${name}`, async () => {
    const options = { name: 'trivy-secret.yaml', ...defined({ path }) };
    assert.deepEqual(await found(rules, text, options), wanted);
  });
}

test('rules of secretlint: what a rule lets pass, and a rule that is off', async () => {
  const name = '.secretlintrc.json';
  const rules = (more: unknown): string =>
    JSON.stringify({
      rules: [
        {
          id: '@secretlint/secretlint-rule-preset-recommend',
          rules: [{ id: '@secretlint/secretlint-rule-gitlab', ...(more as object) }],
        },
      ],
    });
  assert.deepEqual(await found(rules({}), gitlab, { name }), ['gitlab-token:1']);
  assert.deepEqual(await found(rules({ options: { allows: ['/^GLPAT/i'] } }), gitlab, { name }), []);
  assert.deepEqual(await found(rules({ options: { allows: ['^glpat'] } }), gitlab, { name }), ['gitlab-token:1']);
  assert.deepEqual(await found(rules({ disabled: true }), gitlab, { name }), []);
  await assert.rejects(found('{', '', { name }), { code: 'E_FORMAT' });
});

for (const [what, rules, name, code] of [
  ['an expression of another kind', `[[rules]]\nid = "a"\nregex = '''(?=a)'''\n`, 'x.toml', 'E_FORMAT'],
  ['a rule without id', `[[rules]]\nregex = '''a'''\n`, 'x.toml', 'E_FORMAT'],
  ['an expression that is too large', `[[rules]]\nid = "a"\nregex = '''(a{1000}){1000}'''\n`, 'x.toml', 'E_LIMIT'],
  ['no table', 'rules: [1]', 'x.yaml', 'E_FORMAT'],
  ['a rule without expression', 'rules: [{id: a}]', 'x.yaml', 'E_FORMAT'],
] as const) {
  test(`rules of users: ${what} is refused`, async () => {
    await assert.rejects(readSecretRules(Buffer.from(rules), name, none), { code });
  });
}

test('rules of users: what a file costs has a bound, and what was not tried is told', async () => {
  const rules = `[[rules]]\nid = "slow"\nregex = '''(?i)[\\w.-]{0,50}?(?:x|y)[a-z0-9]{32,200}z'''\n`;
  const started = performance.now();
  const told = await found(rules, 'const some_value = 12;\n'.repeat(400_000));
  assert.deepEqual(told, ['rule slow has too much to be tried at']);
  assert.ok(performance.now() - started < 10_000);
});

test('rules of users: another set of rules is another key of what is kept', async () => {
  const [one, two] = await Promise.all(
    [rule, `${rule}entropy = 1.0\n`].map((text) => readSecretRules(Buffer.from(text), 'x.toml', none)),
  );
  const idOf = (rules: typeof one): string => secretScanner({ key, ...(rules && { rules }) }).keyId;
  assert.notEqual(idOf(one), idOf(two));
});
