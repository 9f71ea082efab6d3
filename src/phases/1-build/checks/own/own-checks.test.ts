import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { placeOf } from '../../../../core/index.ts';
import { lintDockerfile } from '../dockerfile/lint-dockerfile.ts';
import { lintManifests } from '../kubernetes/lint-manifests.ts';
import { readManifestFile } from '../kubernetes/read-manifest-file.ts';
import { operatorNames } from './condition.ts';
import { readOwnChecks } from './read-own-checks.ts';
import { parseWay, reached } from './ways.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const subject = { kind: 'files', name: 'x', content: 'manifest', path: 'x' } as const;

/** A file of one check, in JSON, which YAML is too. */
const file = (check: Readonly<Record<string, unknown>>): Uint8Array =>
  bytes(
    JSON.stringify({
      version: 1,
      checks: [{ id: 'own/a', title: 'A title', why: 'Because.', remedy: 'Do it.', ...check }],
    }),
  );

const from = 'FROM alpine:3.20\n';
const pod = (container: object, more: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', ...more },
    spec: { containers: [{ name: 'a', ...container }] },
  });

/** That an error says something, in its message or its reason. */
const told =
  (text: RegExp) =>
  (error: Error & { readonly why?: string }): true => {
    assert.match(`${error.message} ${error.why ?? ''}`, text);
    return true;
  };

/** Conditions that tell two examples apart: each is read, tried and found good. */
const manifests: readonly (readonly [must: object, violating: object, clean: object])[] = [
  [{ path: 'image', operator: 'exists' }, {}, { image: 'a' }],
  [{ path: 'image', operator: 'absent' }, { image: 'a' }, {}],
  [{ path: 'image', operator: 'equals', value: 'a' }, { image: 'b' }, { image: 'a' }],
  [{ path: 'image', operator: 'not-equals', value: 'a' }, { image: 'a' }, {}],
  [{ path: 'image', operator: 'in', value: ['a', 'b'] }, {}, { image: 'b' }],
  [{ path: 'image', operator: 'not-in', value: ['a'] }, { image: 'a' }, { image: 'b' }],
  [{ path: 'image', operator: 'contains', value: '@sha256:' }, { image: 'a:1' }, { image: 'a@sha256:0' }],
  [{ path: 'args', operator: 'contains', value: 'x' }, { args: ['xy'] }, { args: ['x'] }],
  [{ path: 'args', operator: 'not-contains', value: 'x' }, { args: ['x'] }, {}],
  [
    { path: 'image', operator: 'matches', value: '^registry\\.example/' },
    { image: 'a' },
    { image: 'registry.example/a' },
  ],
  [{ path: 'image', operator: 'not-matches', value: ':latest$' }, { image: 'a:latest' }, { image: 'a:1' }],
  [{ path: 'image', operator: 'begins-with', value: 'a' }, { image: 'b' }, { image: 'ab' }],
  [{ path: 'image', operator: 'ends-with', value: 'b' }, { image: 'ba' }, { image: 'ab' }],
  [
    { path: 'ports[*].containerPort', operator: 'at-least', value: 1024 },
    { ports: [{ containerPort: 8080 }, { containerPort: 80 }] },
    { ports: [{ containerPort: 8080 }] },
  ],
  [{ path: 'ports[0].containerPort', operator: 'at-most', value: 9000 }, {}, { ports: [{ containerPort: 8080 }] }],
  [{ path: 'env', operator: 'length-at-most', value: 1 }, { env: [{ name: 'a' }, { name: 'b' }] }, {}],
  [{ path: 'env', operator: 'length-at-least', value: 1 }, { env: [] }, { env: [{ name: 'b' }] }],
  [{ not: { path: 'env[*].name', operator: 'equals', value: 'DEBUG' } }, { env: [{ name: 'DEBUG' }] }, {}],
  [
    {
      any: [
        { path: 'a', operator: 'exists' },
        { path: 'image', operator: 'exists' },
      ],
    },
    {},
    { image: 'a' },
  ],
  [
    {
      all: [
        { path: 'tty', operator: 'exists' },
        { path: 'image', operator: 'exists' },
      ],
    },
    { image: 'a' },
    { image: 'a', tty: true },
  ],
];

test('every operator tells a container that keeps a check from one that does not', async () => {
  const used = new Set<string>();
  for (const [must, violating, clean] of manifests) {
    for (const [, name = ''] of JSON.stringify(must).matchAll(/"operator":"([a-z-]+)"/g)) used.add(name);
    const { manifest } = await readOwnChecks(
      file({ of: 'manifest', each: 'containers', must, violating: pod(violating), clean: pod(clean) }),
      'own.yaml',
    );
    assert.equal(manifest.length, 1);
    const swapped = { of: 'manifest', each: 'containers', must, violating: pod(clean), clean: pod(violating) };
    await assert.rejects(readOwnChecks(file(swapped), 'own.yaml'), told(/does not find anything in it/));
  }
  assert.deepEqual([...used].sort(), [...operatorNames].sort());
});

for (const [what, check, text, line] of [
  [
    'each instruction',
    {
      each: 'instructions[*]',
      where: { path: 'keyword', operator: 'equals', value: 'FROM' },
      must: { path: 'arguments[0]', operator: 'begins-with', value: 'registry.example/' },
    },
    `FROM registry.example/a AS b\nRUN true\nFROM alpine\n`,
    3,
  ],
  [
    'the last stage as a whole',
    {
      each: 'stages[*]',
      where: { path: 'isLast', operator: 'equals', value: true },
      must: { path: 'instructions', operator: 'length-at-least', value: 2 },
    },
    'FROM a\nLABEL a=b\nFROM b\n',
    3,
  ],
  [
    'each command',
    { each: 'instructions[*].commands[*]', must: { path: 'program', operator: 'not-in', value: ['gcc', 'make'] } },
    `${from}RUN true && \\\n  make\n`,
    2,
  ],
  [
    'values of variables',
    { each: 'instructions[*]', must: { path: 'pairs.MODE', operator: 'not-equals', value: 'debug' } },
    `${from}ARG M=debug\nENV MODE=$M\n`,
    3,
  ],
] as const)
  test(`a check of Dockerfiles of one's own: ${what}`, async () => {
    const clean = 'FROM registry.example/a\nRUN true\n';
    const { dockerfile } = await readOwnChecks(
      file({ of: 'dockerfile', ...check, violating: text, clean }),
      'own.yaml',
    );
    const { findings } = lintDockerfile('Dockerfile', bytes(text), { checks: dockerfile });
    assert.deepEqual(
      findings.map(({ id, location }) => [id, placeOf(location).line]),
      [['own/a', line]],
    );
  });

test('a finding stands at its field, and kinds are those that are named', async () => {
  const { manifest } = await readOwnChecks(
    file({
      of: 'manifest',
      kinds: ['Pod'],
      each: 'metadata',
      must: { path: 'labels["app.kubernetes.io/name"]', operator: 'exists' },
      violating: pod({}),
      clean: [
        pod({}, { labels: { 'app.kubernetes.io/name': 'a' } }),
        'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
      ],
    }),
    'own.yaml',
  );
  const read = await readManifestFile(
    'x.yaml',
    bytes('apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a }] }\nmetadata:\n  name: a\n'),
    subject,
  );
  assert.ok(read);
  const { results } = lintManifests([read], { checks: manifest });
  assert.deepEqual(
    results.flatMap(({ findings }) => findings.map(({ id, location }) => [id, placeOf(location).line])),
    [['own/a', 4]],
  );
});

const good = {
  of: 'manifest',
  must: { path: 'kind', operator: 'equals', value: 'Pod' },
  violating: 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
  clean: pod({}),
};

for (const [what, check, expected] of [
  ['an id of another family', { ...good, id: 'kubernetes/a' }, /own\/ and a name/],
  ['an unknown key', { ...good, severty: 'high' }, /did you mean severity/],
  ['an unknown operator', { ...good, must: { path: 'a', operator: 'is' } }, /one of exists, absent/],
  ['no condition', { ...good, must: undefined }, /what should be so/],
  ['two conditions in one', { ...good, must: { path: 'a', operator: 'exists', all: [] } }, /one of all, any, not/],
  ['no path', { ...good, must: { path: 'a..b', operator: 'exists' } }, /a path is expected/],
  ['a value of the wrong kind', { ...good, must: { path: 'a', operator: 'in', value: 'x' } }, /a list is expected/],
  [
    'a value where there is none',
    { ...good, must: { path: 'a', operator: 'exists', value: 1 } },
    /exists has no value/,
  ],
  ['no expression', { ...good, must: { path: 'a', operator: 'matches', value: '(' } }, /no regular expression/],
  ['kinds of a Dockerfile', { ...good, of: 'dockerfile', kinds: ['A'] }, /has no kinds/],
  ['no example', { ...good, clean: undefined }, /is missing/],
  ['an example that it does not find', { ...good, violating: pod({}) }, /does not find anything/],
  ['an example that it finds', { ...good, clean: good.violating }, /finds something in it/],
  ['an example that is no manifest', { ...good, clean: 'a: b' }, /cannot be judged: it is no manifest/],
] as const)
  test(`a check of one's own is refused: ${what}`, async () => {
    await assert.rejects(readOwnChecks(file(check), 'own.yaml'), told(expected));
  });

test('a file of checks is bounded and whole', async () => {
  let deep: object = { path: 'a', operator: 'exists' };
  for (let at = 0; at < 20; at++) deep = { not: deep };
  await assert.rejects(readOwnChecks(file({ ...good, must: deep }), 'own.yaml'));
  for (const text of [
    '',
    'version: 1\n',
    'version: 2\nchecks: []\n',
    'a: 1\n---\nb: 2\n',
    '- 1\n',
    'version: 1\nchecks: [{}]\n',
  ])
    await assert.rejects(readOwnChecks(bytes(text), 'own.yaml'), text);
  const twice = JSON.parse(new TextDecoder().decode(file(good))) as { checks: unknown[] };
  twice.checks.push(twice.checks[0]);
  await assert.rejects(readOwnChecks(bytes(JSON.stringify(twice)), 'own.yaml'), /not understood/);
});

test('ways into documents', () => {
  assert.deepEqual(parseWay(''), []);
  assert.deepEqual(parseWay('a.b-c[0]["x.y/z"]'), ['a', 'b-c', 0, 'x.y/z']);
  for (const text of [
    '.',
    'a.',
    'a..b',
    'a[',
    'a[x]',
    '[-1]',
    'a b',
    'a["x]',
    '["\\q"]',
    '["\n"]',
    `${'a.'.repeat(40)}a`,
  ])
    assert.equal(parseWay(text), undefined, text);
  const values = (text: string, value: unknown) => reached(value, parseWay(text) ?? []).map((one) => one.value);
  assert.deepEqual(values('a[*].b', { a: [{ b: 1 }, {}, { b: 2 }] }), [1, undefined, 2]);
  assert.deepEqual(values('[*]', { a: 1, b: 2 }), [1, 2]);
  assert.deepEqual(values('a[*]', { a: 'text' }), []);
  assert.deepEqual(values('constructor', {}), [undefined]);
});

const noEvil = { operator: 'not-matches', value: 'evil' };

for (const [what, must] of [
  ['a condition', { path: 'text', ...noEvil }],
  ['the contrary', { not: { path: 'text', operator: 'matches', value: 'evil' } }],
  [
    'one of several',
    {
      any: [
        { path: 'text', ...noEvil },
        { path: 'a', operator: 'exists' },
      ],
    },
  ],
] as const)
  test(`a text that is too long for an expression is told and neither kept nor broken: ${what}`, async () => {
    const own = { of: 'dockerfile', each: 'instructions[*]', must, violating: `${from}RUN evil`, clean: from };
    const { dockerfile: checks } = await readOwnChecks(file(own), 'own.yaml');
    const { findings, coverage } = lintDockerfile('D', bytes(`${from}RUN a ${'x'.repeat(70_000)} evil\n`), { checks });
    assert.equal(findings.length, 0);
    assert.ok(coverage.problems.some(({ incomplete, where }) => incomplete && where === 'D:2'));
  });

test('the same of a manifest, and every place of it is looked at', async () => {
  const object = (data: object): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
  const judge = async (each: string, data: object) => {
    const own = {
      of: 'manifest',
      each,
      must: noEvil,
      violating: object({ a: { b: 'evil' } }),
      clean: object({ a: {} }),
    };
    const { manifest: checks } = await readOwnChecks(file(own), 'own.yaml');
    const one = await readManifestFile('a.yaml', bytes(object(data)), subject);
    const [result] = lintManifests(one === undefined ? [] : [one], { checks }).results;
    return { found: result?.findings.length, problems: result?.problems.filter(({ incomplete }) => incomplete).length };
  };
  assert.deepEqual(await judge('data[*][*]', { a: { b: 'x'.repeat(70_000) } }), { found: 0, problems: 1 });
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, at) => [
      `k${at}`,
      Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`n${n}`, ''])),
    ]),
  );
  assert.deepEqual(await judge('data[*][*]', { ...many, z: { z: 'evil' } }), { found: 1, problems: 0 });
});

test('what ONBUILD carries is judged', async () => {
  const each = 'stages[*].instructions[*].commands[*]';
  const must = { path: 'program', operator: 'not-equals', value: 'make' };
  const own = { of: 'dockerfile', each, must, violating: `${from}ONBUILD RUN make`, clean: `${from}ONBUILD RUN a` };
  const { dockerfile: checks } = await readOwnChecks(file(own), 'own.yaml');
  for (const carried of ['RUN make', 'RUN ["make"]', 'CMD make', 'RUN <<E\nmake\nE'])
    assert.equal(lintDockerfile('D', bytes(`${from}ONBUILD ${carried}\n`), { checks }).findings.length, 1, carried);
});

test('the examples of the page are read', async () => {
  const page = readFileSync(new URL('../../../../../docs/own-checks.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n(version: 1[\s\S]*?)```/g)].map(([, text = '']) => text);
  assert.ok(blocks.length > 0);
  for (const text of blocks) await readOwnChecks(bytes(text), 'page');
  for (const name of operatorNames) assert.ok(page.includes(`\`${name}\``), name);
});
