import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../../core/index.ts';
import type { PlacedValue } from './placed.ts';
import { readComposeProject } from './read-project.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const project = (files: Readonly<Record<string, string>>, asked: readonly string[] = ['compose.yaml']) =>
  readComposeProject(asked, (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : bytes(text);
  });

const plain = (value: PlacedValue): unknown => {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries([...value.members].map(([name, one]) => [name, plain(one)]));
};

const web = (lines: string): string => `services: { web: { ${lines} } }\n`;

/** A file, one that is laid over it, and what Compose makes of the service. */
const merges: readonly (readonly [what: string, under: string, over: string, made: unknown])[] = [
  ['one value by the later', 'image: a, user: "1"', 'user: "2"', { image: 'a', user: '2' }],
  ['lists one behind the other', 'ports: [1, 2]', 'ports: [2, 3]', { ports: [1, 2, 3] }],
  ['a command as a whole', 'command: [a, b]', 'command: c', { command: 'c' }],
  [
    'a list of variables over a mapping',
    'environment: { A: 1, B: 2 }',
    'environment: [B=3, C]',
    { environment: { A: 1, B: '3', C: null } },
  ],
  [
    'what is mounted at one place',
    'volumes: ["a:/x", "b:/y:ro"]',
    'volumes: [{ type: bind, source: /c, target: /y }]',
    { volumes: ['a:/x', { type: 'bind', source: '/c', target: '/y' }] },
  ],
  ['one text over a list', 'env_file: [a]', 'env_file: b', { env_file: ['a', 'b'] }],
  [
    'a short build over a long one',
    'build: { context: a, target: t }',
    'build: b',
    { build: { context: 'b', target: 't' } },
  ],
  [
    'options of one log driver',
    'logging: { driver: x, options: { a: 1 } }',
    'logging: { options: { b: 2 } }',
    { logging: { driver: 'x', options: { a: 1, b: 2 } } },
  ],
  [
    'another log driver',
    'logging: { driver: x, options: { a: 1 } }',
    'logging: { driver: z }',
    { logging: { driver: 'z' } },
  ],
  [
    'names over a mapping of them',
    'networks: { a: { aliases: [x] } }',
    'networks: [b]',
    { networks: { a: { aliases: ['x'] }, b: null } },
  ],
  ['taken away', 'image: a, ports: [1], user: root', 'ports: !reset [], user: !reset null', { image: 'a' }],
  ['replaced as a whole', 'ports: [1, 2]', 'ports: !override [3]', { ports: [3] }],
  [
    'a check that is replaced',
    'healthcheck: { test: [CMD, a], retries: 2 }',
    'healthcheck: { test: [NONE] }',
    { healthcheck: { test: ['NONE'], retries: 2 } },
  ],
  ['nothing over something', 'user: "1"', 'user:', { user: '1' }],
];

for (const [what, under, over, made] of merges) {
  test(`Compose files laid over one another: ${what}`, async () => {
    const { services, problems } = await project({ 'a.yaml': web(under), 'b.yaml': web(over) }, ['a.yaml', 'b.yaml']);
    assert.deepEqual(plain(services.get('web') as PlacedValue), made);
    assert.deepEqual(problems, []);
  });
}

/** Files, and what became of the service `web`, or what was told. */
const wholes: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  made: unknown,
  told?: RegExp,
])[] = [
  [
    'anchors, merge keys and sections of the user',
    {
      'compose.yaml':
        'x-common: &common\n  user: "1"\n  read_only: true\nservices:\n  web:\n    <<: *common\n    user: "2"\n',
    },
    { user: '2', read_only: true },
  ],
  [
    'variables of .env',
    { 'compose.yaml': 'services: { web: { image: "a:$TAG" } }', '.env': 'TAG=1\n' },
    { image: 'a:1' },
  ],
  [
    'a service of the same file extended',
    { 'compose.yaml': 'services: { base: { image: a, cap_drop: [ALL] }, web: { extends: base, user: "1" } }' },
    { image: 'a', cap_drop: ['ALL'], user: '1' },
  ],
  [
    'a service of another file extended, that extends one itself',
    {
      'compose.yaml': 'services: { web: { extends: { file: lib/base.yaml, service: app }, user: "1" } }',
      'lib/base.yaml': 'services: { app: { extends: { file: deep.yaml, service: x }, image: a } }',
      'lib/deep.yaml': 'services: { x: { environment: [A=1] } }',
    },
    { environment: { A: '1' }, image: 'a', user: '1' },
  ],
  [
    'services that extend one another',
    { 'compose.yaml': 'services: { web: { image: a, extends: b }, b: { extends: web } }' },
    { image: 'a' },
    /without end/,
  ],
  [
    'what is extended is not there',
    { 'compose.yaml': 'services: { web: { image: a, extends: { file: gone.yaml, service: b } } }' },
    { image: 'a' },
    /gone\.yaml was not read/,
  ],
  [
    'included, with a .env of its own, the one of the including project first',
    {
      'compose.yaml': 'include: [sub/compose.yaml]\nservices: { db: { image: b } }',
      '.env': 'A=1',
      'sub/.env': 'A=2\nB=2',
      'sub/compose.yaml': 'services: { web: { image: "a:$A-$B" } }',
    },
    { image: 'a:1-2' },
  ],
  [
    'included in the long form, several laid over one another',
    {
      'compose.yaml': 'include: [{ path: [a.yaml, b.yaml] }]\nservices: { db: { image: b } }',
      'a.yaml': 'services: { web: { image: a } }',
      'b.yaml': 'services: { web: { user: "1" } }',
    },
    { image: 'a', user: '1' },
  ],
  [
    'files that include one another',
    {
      'compose.yaml': 'include: [b.yaml]\nservices: { web: { image: a } }',
      'b.yaml': 'include: [compose.yaml]\nservices: { c: { image: c } }',
    },
    { image: 'a' },
    /without end/,
  ],
  [
    'included from elsewhere',
    { 'compose.yaml': 'include: ["https://a.example/x.git"]\nservices: { web: { image: a } }' },
    { image: 'a' },
    /nothing is fetched/,
  ],
  [
    'a text that Compose cannot fill in',
    { 'compose.yaml': 'services: { web: { image: a, command: "a $ b" } }' },
    { image: 'a', command: null },
    /cannot fill in/,
  ],
  [
    'several documents in one file',
    { 'compose.yaml': 'services: { web: { image: a } }\n---\nservices: { web: { user: "1" } }\n' },
    { image: 'a', user: '1' },
  ],
];

for (const [what, files, made, told] of wholes) {
  test(`a Compose project: ${what}`, async () => {
    const { services, problems } = await project(files);
    assert.deepEqual(plain(services.get('web') as PlacedValue), made);
    if (told === undefined) assert.deepEqual(problems, []);
    else assert.match(problems.map(({ message }) => message).join('\n'), told);
  });
}

test('a Compose project: where a value is written is kept through everything', async () => {
  const { services } = await project({
    'compose.yaml': 'services:\n  web:\n    extends: { file: base.yaml, service: app }\n    user: "1"\n',
    'base.yaml': 'services:\n  app:\n    image: a\n    environment:\n      - A=1\n',
  });
  const at = (value: PlacedValue | undefined): string => {
    if (value === undefined) return 'nowhere';
    const { source, path } = value.at;
    return `${source.path}:${source.document.keyPositionOf(path).line}`;
  };
  const service = services.get('web');
  assert.ok(service?.kind === 'map');
  assert.equal(at(service.members.get('user')), 'compose.yaml:4');
  assert.equal(at(service.members.get('image')), 'base.yaml:3');
  const environment = service.members.get('environment');
  assert.equal(at(environment?.kind === 'map' ? environment.members.get('A') : undefined), 'base.yaml:5');
});

test('a Compose project: what is none is refused', async () => {
  for (const text of ['', '- a\n', 'a: [', '"a"'])
    await assert.rejects(project({ 'compose.yaml': text }), (error) => error instanceof SeaworthyError, text);
});

test('a Compose project: files that include many, which include many, end soon and are told', async () => {
  const names = (level: number): readonly string[] => [0, 1, 2, 3].map((number) => `l${level}-${number}.yaml`);
  const files: Record<string, string> = { 'compose.yaml': `include: [${names(0)}]\nservices: { web: { image: a } }` };
  for (let level = 0; level < 15; level++)
    for (const name of names(level))
      files[name] = `include: [${names(level + 1)}]\nservices: { "${name}": { image: a } }`;
  const { problems } = await project(files);
  assert.match(problems.map(({ message }) => message).join('\n'), /more is included than is read/);
});
