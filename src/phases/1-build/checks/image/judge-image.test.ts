import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete, type LayerRef, type Subject } from '../../../../core/index.ts';
import type { ImageExample } from './check.ts';
import { exampleImage } from './example-image.ts';
import { judgeImage } from './judge-image.ts';

const subject: Subject = {
  kind: 'image',
  name: 'web',
  digest: `sha256:${'1'.repeat(64)}`,
  configDigest: `sha256:${'2'.repeat(64)}`,
  platform: { os: 'linux', architecture: 'amd64' },
};
const layers: readonly LayerRef[] = [0, 1, 2, 3].map((index) => ({
  index,
  digest: `sha256:${String(index).repeat(64)}`,
}));
const judge = async (example: ImageExample) => judgeImage(await exampleImage(example), { subject, layers });
const user = { User: '10001' };
const base = '/bin/sh -c #(nop) ADD file:2e3a in / ';
const told = async (example: ImageExample): Promise<readonly string[]> =>
  (await judge({ ...example, config: { ...user, ...example.config } })).findings
    .filter(({ id }) => !/no-origin|no-healthcheck|old$/.test(id))
    .map(({ id, location }) => `${id} ${location.kind === 'image-config' ? location.entry : location.kind}`);

/** What each builder writes of one step, and what is told of it. */
const steps: readonly (readonly [what: string, step: string, told: readonly string[]])[] = [
  ['classic', '/bin/sh -c apt-get update', ['dockerfile/package-cache-left', 'dockerfile/update-alone']],
  ['classic, with arguments', '|1 V=1 /bin/sh -c sudo make install', ['dockerfile/sudo']],
  ['BuildKit', 'RUN /bin/sh -c sudo make install # buildkit', ['dockerfile/sudo']],
  ['BuildKit, with arguments', 'RUN |2 A=a b B= /bin/bash -o pipefail -c sudo make # buildkit', ['dockerfile/sudo']],
  [
    'BuildKit, a document',
    'RUN /bin/sh -c set -e\napt-get update\nsudo make\n # buildkit',
    ['dockerfile/sudo', 'dockerfile/package-cache-left', 'dockerfile/update-alone'],
  ],
  ['a document in a document', 'RUN /bin/sh -c cat <<EOF > /x\nsudo make\nEOF\n # buildkit', []],
  ['the end of a document of ours', 'RUN /bin/sh -c cat <<END0\nsudo a\nEND0\nsudo b # buildkit', ['dockerfile/sudo']],
  ['a shell in an argument', '|1 C=x /bin/sh -c true /bin/sh -c sudo make', ['dockerfile/sudo']],
  ['a shell in an argument before another', '|2 C=x /bin/sh -c sudo D= /bin/sh -c true', []],
  ['a shell in a quoted word', '|1 C=x /bin/sh -c echo "/bin/sh -c sudo make"', []],
  ['a shell in a later line', '|1 C=x /bin/sh -c true\n# as /bin/sh -c sudo make', []],
  ['an option of RUN', 'RUN --mount=type=cache,target=/x /bin/sh -c sudo make', ['dockerfile/sudo']],
  ['exec form', 'RUN sudo make install # buildkit', ['dockerfile/sudo']],
  ['kaniko', 'RUN curl -k https://example.com/a | tar x', ['dockerfile/curl-insecure']],
  ['a backslash at the end', 'RUN /bin/sh -c sudo make \\', ['dockerfile/sudo']],
  ['quotes that do not end', 'RUN /bin/sh -c echo "sudo make # buildkit', []],
  ['words alone', 'RUN /bin/sh -c echo no sudo here # sudo', []],
  ['no step of a Dockerfile', 'jib-maven-plugin:3.4.0', []],
  ['another instruction', 'COPY sudo /usr/bin/sudo # buildkit', []],
  ['a comment', '/bin/sh -c #(nop) CMD ["sudo" "apt-get" "update"]', []],
  ['nothing', '', []],
];
for (const [what, step, expected] of steps)
  test(`history, ${what}`, async () => {
    assert.deepEqual(
      [...(await told({ history: [base, step] }))].sort(),
      expected.map((id) => `${id} history/2`).sort(),
    );
  });

test('a step is told with the layer that it made, where steps and layers fit', async () => {
  const history = [base, 'ENV A=b # buildkit', 'RUN /bin/sh -c sudo make # buildkit', 'ADD a /b # buildkit'];
  const places = (await judge({ history, config: user })).findings.flatMap(({ location }) =>
    location.kind === 'image-config' && location.layer ? [[location.entry, location.layer.index]] : [],
  );
  assert.deepEqual(places.sort(), [
    ['history/3', 1],
    ['history/4', 2],
  ]);
  const facts = await exampleImage({ history });
  const unfit = judgeImage({ ...facts, layers: 9 }, { subject, layers });
  assert.ok(unfit.findings.every(({ location }) => !('layer' in location)));
});

test('a variable is told once, where it still counts; no value of one is ever told', async () => {
  const history = [
    base,
    'ENV DB_PASSWORD=hunter2 # buildkit',
    'ARG NPM_TOKEN=geheim99 # buildkit',
    'RUN |1 NPM_TOKEN=geheim99 /bin/sh -c npm ci # buildkit',
    'RUN |1 NPM_TOKEN=geheim99 /bin/sh -c npm test # buildkit',
  ];
  const { findings } = await judge({ history, config: { Env: ['DB_PASSWORD=hunter2'] } });
  assert.deepEqual(await told({ history, config: { Env: ['DB_PASSWORD=hunter2'] } }), [
    'image/secret-in-variable config:env/DB_PASSWORD',
    'image/secret-in-variable history/3',
  ]);
  assert.doesNotMatch(JSON.stringify(findings), /hunter2|geheim99/);
});

test('TLS that a variable switches off is told at the variable, not where a later value took it back', async () => {
  const history = [base, 'ENV NODE_TLS_REJECT_UNAUTHORIZED=0 # buildkit'];
  const off = { Env: ['NODE_TLS_REJECT_UNAUTHORIZED=0'] };
  assert.deepEqual(await told({ history, config: off }), [
    'dockerfile/node-tls-off config:env/NODE_TLS_REJECT_UNAUTHORIZED',
  ]);
  assert.deepEqual(await told({ history, config: { Env: ['NODE_TLS_REJECT_UNAUTHORIZED=1'] } }), []);
});

test('an image without history: what could not be looked at is said, and is no pass', async () => {
  const { coverage } = await judge({ config: user });
  const states = Object.fromEntries(coverage.parts.map(({ id, state }) => [id, state]));
  assert.equal(states['image/add-instead-of-copy'], 'not-run');
  assert.equal(states['dockerfile/sudo'], 'partly');
  assert.equal(states['image/root-user'], 'complete');
  assert.match(coverage.problems[0]?.message ?? '', /no history/);
  assert.equal(isIncomplete(coverage), false);
});

test('more than can be listed is told, and makes the result incomplete', async () => {
  const config = { ...user, OnBuild: Array.from({ length: 501 }, (_, index) => `RUN echo ${index}`) };
  const { findings, coverage } = await judge({ config });
  assert.equal(findings.filter(({ id }) => id === 'image/builds-others').length, 500);
  assert.ok(isIncomplete(coverage));
});

test('the same image with one more step below has the same findings', async () => {
  const prints = async (history: readonly string[]) =>
    new Set((await judge({ history, config: user })).findings.map(({ fingerprint }) => fingerprint));
  const step = 'RUN /bin/sh -c sudo make # buildkit';
  assert.deepEqual(await prints([base, step]), await prints([base, 'COPY a /a # buildkit', step]));
});

test('no user, root in every form, and what looks like root', async () => {
  const isTold = async (User: string | undefined): Promise<boolean> =>
    (await judge({ config: { User } })).findings.some(({ id }) => id === 'image/root-user');
  for (const root of [undefined, '', ' ', '0', '00', '0:0', 'root', 'root:root', ':0', 'root:10001'])
    assert.ok(await isTold(root), root);
  for (const other of ['1', '10001:0', 'app', 'rooty', '65532:65532', 'app:root'])
    assert.ok(!(await isTold(other)), other);
});

test('a history of more lines than are read is told as that', async () => {
  const step = `RUN /bin/sh -c ${':\n'.repeat(300_000)}sudo make`;
  const { coverage } = await judge({ history: [base, step] });
  assert.deepEqual(
    coverage.problems.map(({ code, incomplete }) => [code, incomplete]),
    [['E_LIMIT', true]],
  );
});

test('files past the bound of a list are told as not judged', async () => {
  const facts = await exampleImage({ files: [{ path: 'a', mode: 0o4755 }] });
  const { files } = facts;
  assert.ok(files);
  const long = { ...files, setid: { ...files.setid, total: 20_000 } };
  const { coverage } = judgeImage({ ...facts, files: long }, { subject, layers });
  assert.deepEqual(
    coverage.problems.filter(({ code }) => code === 'E_LIMIT').map(({ incomplete }) => incomplete),
    [true],
  );
});
