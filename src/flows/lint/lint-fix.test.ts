import assert from 'node:assert/strict';
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { lintFix } from './lint-fix.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});
const bad = 'FROM alpine:3.20\n# why\nADD a.js /srv/\n';
const good = bad.replace('ADD', 'COPY');
const write = { write: true, also: [] };

test('lint --diff writes nothing, --fix writes the file with its mode, and a second time nothing', async () => {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, bad);
    chmodSync(file, 0o640);
    const shown = await lintFix([folder], { write: false, also: [] }, settings);
    assert.equal(readFileSync(file, 'utf8'), bad);
    assert.match(shown.result.files[0]?.diff ?? '', /^-ADD a\.js \/srv\/\n\+COPY a\.js \/srv\/$/m);
    assert.ok(shown.report.findings.some(({ id }) => id === 'dockerfile/add-instead-of-copy'));

    const { result, report } = await lintFix([folder], write, settings);
    assert.equal(readFileSync(file, 'utf8'), good);
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.deepEqual([result.files.length, result.files[0]?.state], [1, 'written']);
    assert.ok(!report.findings.some(({ id }) => id === 'dockerfile/add-instead-of-copy'));

    const again = await lintFix([folder], write, settings);
    assert.deepEqual(again.result.files, []);
    assert.ok(again.result.places.every(({ state }) => state !== 'mended'));
  });
});

test('what was not read whole, is a link or has another name is left as it is, and told', async () => {
  await inTemporaryDirectory(async (folder) => {
    mkdirSync(join(folder, 'real'));
    const unread = 'FROM alpine:3.20\nADD a.js /srv/\nRUNS true\n';
    writeFileSync(join(folder, 'Dockerfile'), unread);
    writeFileSync(join(folder, 'real/other'), bad);
    symlinkSync('real/other', join(folder, 'link.Dockerfile'));
    writeFileSync(join(folder, 'a.Dockerfile'), bad);
    linkSync(join(folder, 'a.Dockerfile'), join(folder, 'real/second'));
    writeFileSync(join(folder, 'b.Dockerfile'), Buffer.concat([Buffer.from(bad), Buffer.from([0x23, 0xff, 0x0a])]));
    const { result, report } = await lintFix([folder], write, settings);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), unread);
    assert.equal(readFileSync(join(folder, 'real/other'), 'utf8'), bad);
    assert.equal(readFileSync(join(folder, 'a.Dockerfile'), 'utf8'), bad);
    assert.deepEqual(
      result.files.map(({ state, why }) => [state, why?.split(':')[0]]),
      [
        ['refused', 'it has another name as well (a hard link), which a rewritten file would not'],
        ['refused', 'it is a link'],
      ],
    );
    assert.deepEqual(
      result.notTaken.map(({ path, why }) => [path.slice(folder.length + 1), why.split(':')[0]]),
      [
        ['Dockerfile', 'line 3'],
        ['b.Dockerfile', 'it is too large, or no UTF-8'],
      ],
    );
    assert.ok(result.places.every(({ state }) => state !== 'mended'));
    assert.ok(report.findings.some(({ id }) => id === 'dockerfile/add-instead-of-copy'));
  });
});

test('a check that there is not is refused, and what is switched off is not mended', async () => {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, bad);
    await assert.rejects(lintFix([file], { write: true, also: ['nothing-such'] }, settings), { code: 'E_USAGE' });
    const off = { ...settings, checks: { disable: ['DL3020'] } };
    assert.deepEqual((await lintFix([file], write, off)).result.files, []);
    assert.equal(readFileSync(file, 'utf8'), bad);
  });
});

test('manifests are mended as they were judged: all together, each file by itself', async () => {
  await inTemporaryDirectory(async (folder) => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\nspec:\n  containers:\n  - { name: a, image: "a:1" } # x\n';
    writeFileSync(join(folder, 'pod.yaml'), pod);
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: b }\nroleRef: { kind: Role, name: a, apiGroup: rbac.authorization.k8s.io }\nsubjects: [{ kind: ServiceAccount, name: default }]\n';
    writeFileSync(join(folder, 'binding.yaml'), binding);
    writeFileSync(join(folder, 'template.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Name }} }\n');
    const { result } = await lintFix([folder], write, settings);
    const text = readFileSync(join(folder, 'pod.yaml'), 'utf8');
    assert.match(text, /- \{ name: a, image: "a:1", securityContext: \{ allowPrivilegeEscalation: false \}.*\} # x\n/);
    // The binding beside it gives the account rights, so that its token may be of use.
    assert.doesNotMatch(text, /automount/);
    assert.ok(
      result.places.some(({ check, state }) => check === 'kubernetes/service-account-token' && state === 'asked'),
    );
    assert.equal(readFileSync(join(folder, 'binding.yaml'), 'utf8'), binding);
    const again = await lintFix([folder], write, settings);
    assert.deepEqual(again.result.files, []);
    const all = await lintFix([folder], { write: true, also: ['all'] }, settings);
    assert.match(readFileSync(join(folder, 'pod.yaml'), 'utf8'), /automountServiceAccountToken: false/);
    assert.ok(all.result.files.length === 1);
  });
});

test('what comes in on standard input is shown mended, and cannot be written', async () => {
  const piped = {
    ...settings,
    async *input() {
      yield new TextEncoder().encode(bad);
    },
  };
  await assert.rejects(lintFix(['-'], write, piped), { code: 'E_USAGE' });
  const { result } = await lintFix(['-'], { write: false, also: [] }, piped);
  assert.match(result.files[0]?.diff ?? '', /^--- a\/stdin\n\+\+\+ b\/stdin\n/);
});
