import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { isLeftOut } from '../../core/index.ts';
import { dockerfileChecks, manifestChecks } from '../../phases/1-build/checks/index.ts';
import { offlineSettings } from '../settings.ts';
import { chooseChecks } from './choose-checks.ts';
import { lint } from './lint.ts';

const optional = manifestChecks.filter((one) => one.optional === true).map(({ id }) => id);
const others = manifestChecks.filter((one) => one.optional !== true).map(({ id }) => id);
const chosen = (enable: readonly string[], disable: readonly string[] = []) => {
  const { manifest } = chooseChecks({ checks: { enable, disable } });
  return { ids: manifest.checks.map(({ id }) => id), off: manifest.off };
};

test('optional checks look when somebody asks, the others unless somebody asks', () => {
  assert.ok(optional.length > 0);
  assert.deepEqual(
    chooseChecks({}).manifest.checks.map(({ id }) => id),
    others,
  );
  assert.deepEqual(
    chooseChecks({}).dockerfile.checks,
    dockerfileChecks.filter((one) => one.optional !== true),
  );
  assert.deepEqual(new Set(chosen(['all']).ids), new Set([...others, ...optional]));
  assert.deepEqual(chosen(['all']).off, []);
  for (const name of ['kubernetes/fs-group', 'fs-group', ' FS-Group ', 'set-fsgroup-value']) {
    const { ids, off } = chosen([name]);
    assert.deepEqual(
      ids.filter((id) => !others.includes(id)),
      ['kubernetes/fs-group'],
      name,
    );
    assert.equal(off.length, optional.length - 1);
  }
  // One name of another tool stands for several checks.
  assert.deepEqual(
    chosen(['C-0211'])
      .ids.filter((id) => optional.includes(id))
      .sort(),
    ['kubernetes/fs-group', 'kubernetes/selinux-options'],
  );
  assert.deepEqual(chosen(['privileged']).ids, others, 'one that is on already');
});

test('what is off is told: optional ones each, others as something left out; off counts more than on', () => {
  assert.deepEqual(
    chooseChecks({}).manifest.off.map(({ id, state }) => `${id} ${state}`),
    optional.map((id) => `${id} not-run`),
  );
  assert.ok(!chosen(['all'], ['fs-group']).ids.includes('kubernetes/fs-group'));
  assert.ok(!chosen(['all'], ['fs-group']).off.some(isLeftOut), 'nobody misses what is off by itself');
  const { manifest, dockerfile } = chooseChecks({ checks: { enable: ['privileged'], disable: ['privileged'] } });
  assert.ok(!manifest.checks.some(({ id }) => id === 'kubernetes/privileged'));
  assert.match(manifest.off.find(isLeftOut)?.why ?? '', /kubernetes\/privileged/);
  assert.ok(!dockerfile.off.some(isLeftOut), 'of Dockerfiles nothing was left out');
});

test('a name that no check has is refused, with the nearest; so is having none left', () => {
  const refused = (checks: NonNullable<Parameters<typeof chooseChecks>[0]['checks']>, next: RegExp): void => {
    assert.throws(
      () => chooseChecks({ checks }),
      (error: { code?: string; next?: string }) => error.code === 'E_USAGE' && next.test(error.next ?? ''),
    );
  };
  refused({ enable: ['fs-grup'] }, /fs-group/);
  refused({ disable: ['kubernetes/privilegd'] }, /kubernetes\/privileged/);
  for (const name of ['all', '', 'pod-security/host-ports', '__proto__']) refused({ disable: [name] }, /./);
  refused({ enable: [''] }, /./);
  refused({ disable: dockerfileChecks.map(({ id }) => id) }, /--disable/);
});

test('lint: findings, coverage, and a ledger that takes no look with something left out', async () => {
  await inTemporaryDirectory(async (folder) => {
    const [file, ledgerDirectory] = [join(folder, 'a.yaml'), join(folder, 'ledger')];
    writeFileSync(
      file,
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [{ name: a, image: b }] }\n',
    );
    const run = async (enable: readonly string[], disable: readonly string[] = [], ledger?: string) => {
      const given = { databaseDirectory: '/nowhere', toolVersion: 'test', checks: { enable, disable } };
      const report = await lint(
        [file],
        offlineSettings(ledger === undefined ? given : { ...given, ledgerDirectory: ledger }),
      );
      return { ids: report.findings.map(({ id }) => id), coverage: report.coverage };
    };
    const usual = await run([]);
    assert.ok(!usual.ids.some((id) => optional.includes(id)) && usual.ids.includes('kubernetes/host-pid'));
    assert.equal(usual.coverage.parts.filter(({ state }) => state === 'not-run').length, optional.length);
    const every = await run(['all']);
    assert.deepEqual(
      every.ids.filter((id) => optional.includes(id)).sort(),
      [...optional].filter((id) => every.ids.includes(id)).sort(),
    );
    assert.ok(every.ids.includes('kubernetes/fs-group') && every.ids.length > usual.ids.length);
    const without = await run([], ['host-pid'], ledgerDirectory);
    assert.deepEqual(
      without.ids,
      usual.ids.filter((id) => id !== 'kubernetes/host-pid'),
    );
    assert.ok(without.coverage.parts.some(isLeftOut));
    assert.ok(without.coverage.problems.some(({ message }) => message.includes('not recorded')));
    assert.ok(!existsSync(ledgerDirectory));
    await run([], [], ledgerDirectory);
    assert.ok(existsSync(ledgerDirectory));
  });
});
