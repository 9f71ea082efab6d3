import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { fixedClock, isIncomplete, type Report, subjectKey } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { ci } from './ci.ts';

const token = `ghp_${'b2Fq9Xw1Lr7Tz3Nc8Vd5Yk0Mj4Hs6Pe2Gu1A'.slice(0, 36)}`;

const settingsIn = (folder: string, more: Partial<Settings> = {}): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, '../no-database'),
    clock: fixedClock('2026-12-01T00:00:00Z'),
    toolVersion: 'test',
    secretKeyFile: join(folder, '../secret.key'),
    ...more,
  });

async function inProject(work: (folder: string, image: string) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (above) => {
    const folder = join(above, 'project');
    mkdirSync(folder);
    const layout = join(above, 'layout');
    const passwd = { path: 'srv/deploy.pem', body: 'no key' };
    await ociLayout(layout, { layers: [layer([passwd, { path: 'srv/.npmrc', body: `# ${token}x\n` }])] });
    await work(folder, `oci:${layout}`);
  });
}

const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};
const problemsOf = ({ coverage }: Report): string[] =>
  coverage.problems.map(({ message, incomplete }) => `${incomplete ? '!' : ' '} ${message}`);

test('a project is its Dockerfile, its manifest, its lock file, its secrets and its image, in one list', async () => {
  await inProject(async (folder, image) => {
    write(folder, {
      Dockerfile: 'FROM debian:latest\nRUN sudo true\n',
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: [{name: a, image: a}]}\n',
      'go.mod': 'module example.com/a\n\ngo 1.22\n\nrequire golang.org/x/text v0.3.0\n',
      'notes.txt': `token = ${token}\n`,
    });
    const report = await ci({ folder, images: [image] }, settingsIn(folder));
    const ids = new Set(report.findings.map(({ id }) => id));
    for (const id of ['dockerfile/sudo', 'kubernetes/host-pid', 'secret/github-token']) assert.ok(ids.has(id), id);
    assert.ok(report.packages.some(({ name }) => name === 'golang.org/x/text'));
    assert.deepEqual([report.subject.kind, report.subject.name], ['files', folder]);
    const subjects = new Set(report.findings.map(({ subject }) => subjectKey(subject)));
    assert.equal(subjects.size, 3, 'the Dockerfile, the manifest, the tree');
    const scores = report.findings.map(({ risk }) => risk.score);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
      'riskiest first, whatever part it is of',
    );
    const parts = report.coverage.parts.map(({ id, state }) => `${id} ${state}`);
    assert.equal(new Set(parts).size, parts.length, 'a part that looked at two subjects stands once');
    assert.equal(report.coverage.parts.find(({ id }) => id === 'kubernetes/host-pid')?.files, 1);
  });
});

test('what there is none of is told and is no gap; a look that failed is one', async () => {
  const none = 'there is no Dockerfile, Compose file or Kubernetes manifest in this folder';
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, boolean, string])[] = [
    ['only sources', { 'a.txt': 'hello' }, false, none],
    [
      'a Dockerfile that is none',
      { Dockerfile: '\u0000\u0001', 'a.txt': '' },
      true,
      'there is nothing here that can be judged',
    ],
    ['a template', { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {{ x }}\n' }, true, 'a template'],
  ];
  for (const [name, files, incomplete, told] of cases) {
    await inProject(async (folder) => {
      write(folder, files);
      // Without packages nothing asks for advisories, so that what is missing is what this test is about.
      const report = await ci({ folder, images: [] }, settingsIn(folder));
      assert.equal(isIncomplete(report.coverage), incomplete, `${name}: ${problemsOf(report).join('; ')}`);
      const found = problemsOf(report).find((text) => text.includes(told));
      assert.equal(found?.startsWith('!'), incomplete, `${name}: ${problemsOf(report).join('; ')}`);
      assert.ok(problemsOf(report).some((text) => text.startsWith('  no image was named')));
    });
  }
});

test('an image that is not there, or cannot be read, makes the project incomplete', async () => {
  await inProject(async (folder, image) => {
    write(folder, { Dockerfile: 'FROM debian:12\nUSER 1000\n' });
    for (const other of ['oci:/nowhere/at/all', 'registry.invalid/app:1']) {
      const report = await ci({ folder, images: [image, other] }, settingsIn(folder));
      assert.ok(isIncomplete(report.coverage), other);
      assert.ok(
        report.findings.some(({ id }) => id === 'dockerfile/latest-tag' || id === 'dockerfile/unpinned-base'),
        'the others are judged all the same',
      );
    }
  });
});

test('a folder in place of an image is judged as what it is, and is no image that was judged', async () => {
  await inProject(async (folder) => {
    write(folder, { 'a.txt': 'hello' });
    for (const image of [folder, `dir:${folder}`]) {
      const report = await ci({ folder, images: [image] }, settingsIn(folder));
      assert.ok(
        problemsOf(report).some((text) => text.startsWith('! this is no image')),
        image,
      );
    }
  });
});

test('a folder that is not there, and an empty one, are no project', async () => {
  await inProject(async (folder) => {
    const gone = ci({ folder: join(folder, 'gone'), images: [] }, settingsIn(folder));
    await assert.rejects(gone, { code: 'E_TARGET_NOT_FOUND' });
    const empty = await ci({ folder, images: [] }, settingsIn(folder));
    assert.ok(isIncomplete(empty.coverage));
  });
});

test('a file that all are judged by and that is not there is an error, and no gap', async () => {
  await inProject(async (folder) => {
    write(folder, { Dockerfile: 'FROM debian:12\n' });
    const settings = settingsIn(folder, { exceptions: [{ path: join(folder, 'gone'), name: 'gone' }] });
    await assert.rejects(ci({ folder, images: [] }, settings), { code: 'E_TARGET_NOT_FOUND', where: 'gone' });
  });
});

test('that nobody looked for secrets is told', async () => {
  await inProject(async (folder) => {
    write(folder, { Dockerfile: 'FROM debian:12\n', 'notes.txt': `token = ${token}\n` });
    const { secretKeyFile: _, ...without } = settingsIn(folder);
    const { coverage, findings } = await ci({ folder, images: [] }, without);
    assert.equal(coverage.parts.find(({ id }) => id === 'secrets')?.state, 'not-run');
    assert.ok(!coverage.lookedFor.includes('secret'));
    assert.ok(findings.every(({ kind }) => kind !== 'secret'));
  });
});

test('each part is kept in the ledger as its own command keeps it', async () => {
  await inProject(async (folder, image) => {
    write(folder, { Dockerfile: 'FROM debian:latest\n', 'a.txt': 'hello' });
    const ledgerDirectory = join(folder, '../ledger');
    await ci({ folder, images: [image] }, settingsIn(folder, { ledgerDirectory }));
    const ledger = await openLedger(ledgerDirectory);
    try {
      const kinds: string[] = [];
      for (const { subject } of await ledger.subjects(''))
        for (const kind of ['lint', 'scan']) if (await ledger.latest(subject, kind)) kinds.push(kind);
      assert.deepEqual(kinds.sort(), ['lint', 'scan', 'scan']);
    } finally {
      await ledger.close();
    }
  });
});
