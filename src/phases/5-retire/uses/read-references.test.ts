import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReferences } from './read-references.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

async function read(text: string): Promise<readonly string[]> {
  const { references, unknown, sources } = await readReferences(Buffer.from(text), 'file');
  assert.deepEqual(unknown, []);
  assert.deepEqual(sources, ['file']);
  return references.map(({ reference, anyTag }) => (anyTag === true ? `${reference} (any)` : reference)).sort();
}

const files: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a plain list': ['# ours\nr.test/app:v1  \n\nnginx # theirs\n', ['nginx', 'r.test/app:v1']],
  'one line': ['r.test/app:v1', ['r.test/app:v1']],
  'pods as kubectl lists them where none runs': ['apiVersion: v1\nkind: List\nitems: []\n', []],
  'a Deployment and a CronJob': [
    `kind: Deployment
spec: {template: {spec: {initContainers: [{image: r.test/init}], containers: [{name: a, image: "r.test/app@${digest}"}]}}}
---
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: job:1}]}}}}}
`,
    [`r.test/app@${digest}`, 'job:1', 'r.test/init'].sort(),
  ],
  'pods as kubectl lists them': [
    JSON.stringify({
      items: [
        { status: { containerStatuses: [{ image: 'app:1', imageID: `docker-pullable://r.test/app@${digest}` }] } },
      ],
    }),
    ['app:1', `r.test/app@${digest}`],
  ],
  'an operator that is told images by variables and arguments': [
    `env: [{name: RELATED_IMAGE_DB, value: "db:3"}, {name: OTHER, value: "plain:3"}]
args: ["--sidecar=x", "r.test/sidecar:2"]
annotations: {note: "see https://r.test/docs", who: me@r.test}
`,
    ['db:3', 'r.test/sidecar:2'],
  ],
  'values of a chart': [
    `web: {image: {registry: r.test, repository: team/web, tag: 1.25}}
db: {image: {repository: r.test/db, digest: "${digest}"}}
own: {image: {repository: r.test/own, tag: "", pullPolicy: Always}}
code: {repository: "https://git.test/x.git"}
`,
    [`r.test/db@${digest}`, 'r.test/own (any)', 'r.test/team/web:1.25'],
  ],
  'a kustomization': [
    'images: [{name: app, newName: r.test/app, newTag: v3}, {name: b, newTag: "2"}]',
    ['b:2', 'r.test/app:v3'],
  ],
  Compose: ['services: {web: {image: "r.test:5000/web"}}', ['r.test:5000/web']],
  'YAML in braces': ['{image: "r.test/app:1"}', ['r.test/app:1']],
  'an icon is no image': ['image: ./Logo.png', []],
};

for (const [what, [text, expected]] of Object.entries(files))
  test(`references: ${what}`, async () => assert.deepEqual(await read(text), [...expected].sort()));

const unreadable: Readonly<Record<string, string>> = {
  'a template': 'image: "{{ .Values.image }}:{{ .Values.tag }}"',
  'a variable': `image: r.test/app:${'$'}{VERSION}`,
  'broken YAML': 'a: [1',
  'broken JSON': '{"a":',
  'an empty file': '',
  'a file of white space': ' \n\n',
  'a list of comments': '# ours\n',
  prose: 'these are no images\nat all',
};

for (const [what, text] of Object.entries(unreadable))
  test(`what is in use is unknown: ${what}`, async () => {
    const { unknown } = await readReferences(Buffer.from(text), 'file');
    assert.equal(unknown[0]?.source, 'file');
  });

test('bytes that are no text do not crash it', async () => {
  const { unknown } = await readReferences(Uint8Array.of(0xff, 0xfe, 0x00, 0x7b), 'file');
  assert.equal(unknown.length, 1);
});
