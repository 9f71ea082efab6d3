import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, placeOf } from '../../core/index.ts';
import { offlineSettings } from '../settings.ts';
import { lint } from './lint.ts';

const settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

const base = 'services:\n  web:\n    image: a:1\n    pid: host\n';
const override = 'services:\n  web:\n    privileged: true\n';
const wanted = ['compose/privileged', 'compose/host-pid', 'compose/host-ipc'];

/** What is told of the checks above, `file:line name`, and what was missed. */
async function judged(files: Readonly<Record<string, string>>, asked: readonly string[] = ['']) {
  return inTemporaryDirectory(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (content.startsWith('-> ')) symlinkSync(content.slice(3), join(folder, name));
      else writeFileSync(join(folder, name), content);
    }
    const { findings, coverage, subject } = await lint(
      asked.map((one) => join(folder, one)),
      settings,
    );
    return {
      subject,
      told: findings
        .filter(({ id }) => wanted.includes(id))
        .map(({ id, location }) => {
          const { path, line } = placeOf(location);
          return `${path.slice(folder.length + 1)}:${line} ${id.slice('compose/'.length)}`;
        })
        .sort(),
      missed: coverage.problems.filter(({ incomplete }) => incomplete).map(({ message }) => message),
    };
  });
}

const cases: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  asked: readonly string[],
  told: readonly string[],
  missed?: RegExp,
])[] = [
  [
    'the file that Compose takes and its override are one project',
    { 'compose.yaml': base, 'compose.override.yml': override },
    [''],
    ['compose.override.yml:3 privileged', 'compose.yaml:4 host-pid'],
  ],
  [
    'what an override mends is not told',
    { 'compose.yaml': base, 'compose.override.yaml': 'services: { web: { pid: !reset null } }\n' },
    [''],
    [],
  ],
  [
    'a file that is named alone is judged alone',
    { 'compose.yaml': base, 'compose.override.yaml': override },
    ['compose.yaml'],
    ['compose.yaml:4 host-pid'],
  ],
  [
    'a file that says too little is laid over the one that Compose takes, whose own findings come once',
    { 'compose.yaml': base, 'compose.prod.yaml': override, 'compose.test.yaml': 'services: { web: { ipc: host } }\n' },
    [''],
    ['compose.prod.yaml:3 privileged', 'compose.test.yaml:1 host-ipc', 'compose.yaml:4 host-pid'],
  ],
  [
    'with nothing to be laid over it is told',
    { 'compose.prod.yaml': override },
    [''],
    ['compose.prod.yaml:3 privileged'],
    /laid over/,
  ],
  [
    'one that stands by itself does',
    { 'compose.yaml': base, 'compose.other.yaml': 'services: { db: { image: b, ipc: host } }\n' },
    [''],
    ['compose.other.yaml:1 host-ipc', 'compose.yaml:4 host-pid'],
  ],
  [
    'what another folder of those asked for holds is read',
    {
      'a/compose.yaml': 'services: { web: { extends: { file: ../lib/b.yaml, service: b } } }\n',
      'lib/b.yaml': 'services: { b: { image: b, ipc: host } }\n',
    },
    [''],
    ['lib/b.yaml:1 host-ipc'],
  ],
  [
    'what lies outside of them is not',
    {
      'a/compose.yaml': 'services: { web: { image: a, extends: { file: ../lib/b.yaml, service: b } } }\n',
      'lib/b.yaml': 'services: { b: { image: b, ipc: host } }\n',
    },
    ['a'],
    [],
    /outside of the folders/,
  ],
  [
    'nor by a link',
    {
      'a/compose.yaml': 'include: [b.yaml]\nservices: { web: { image: a } }\n',
      'lib/b.yaml': 'services: { b: { image: b, ipc: host } }\n',
      'a/b.yaml': '-> ../lib/b.yaml',
    },
    ['a'],
    [],
    /outside of the folders/,
  ],
];

for (const [what, files, asked, told, missed] of cases) {
  test(`lint, Compose: ${what}`, async () => {
    const found = await judged(files, asked);
    assert.deepEqual(found.told, told);
    if (missed === undefined) assert.deepEqual(found.missed, []);
    else assert.match(found.missed.join('\n'), missed);
  });
}

test('lint, Compose: beside other sources, and by itself, the subject says what was judged', async () => {
  const alone = await judged({ 'compose.yaml': base });
  assert.deepEqual([alone.subject.kind, 'content' in alone.subject && alone.subject.content], ['files', 'compose']);
  const both = await judged({ 'compose.yaml': base, Dockerfile: 'FROM a:1\nUSER 1\n' });
  assert.equal('content' in both.subject && both.subject.content, 'sources');
});
