import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { hasLedger } from '../foundations/ledger/index.ts';
import { reportOn } from './report-on.ts';
import { offlineSettings } from './settings.ts';

test('what a finding is looked up in: a Dockerfile, a Compose file or a manifest is linted, what is no file scanned, what is recorded read; nothing is recorded', () =>
  inTemporaryDirectory(async (folder) => {
    const ledgerDirectory = join(folder, 'ledger');
    const settings = offlineSettings({ databaseDirectory: join(folder, 'db'), toolVersion: '1', ledgerDirectory });
    const file = join(folder, 'api.Dockerfile');
    writeFileSync(file, 'FROM debian:latest\n');
    const report = await reportOn(file, settings);
    assert.ok(report.findings.some(({ id }) => id === 'dockerfile/latest-tag'));
    assert.equal(report.subject.name, file);
    const manifest = join(folder, 'pod.yaml');
    writeFileSync(
      manifest,
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: b }] }\n',
    );
    const ofPod = (await reportOn(manifest, settings)).findings.map(({ id }) => id);
    assert.ok(ofPod.includes('kubernetes/run-as-non-root') && ofPod.includes('kubernetes/fs-group'));
    writeFileSync(manifest, 'apiVersion and kind: of nothing\n');
    await assert.rejects(reportOn(manifest, settings), { name: 'SeaworthyError' });
    const compose = join(folder, 'stack.yml');
    writeFileSync(compose, 'services:\n  web: { image: a, pid: host }\n');
    assert.ok((await reportOn(compose, settings)).findings.some(({ id }) => id === 'compose/host-pid'));
    mkdirSync(join(folder, 'Dockerfile'));
    assert.equal((await reportOn(`dir:${join(folder, 'Dockerfile')}`, settings)).subject.kind, 'files');
    await assert.rejects(reportOn(join(folder, 'gone/Dockerfile'), settings), { name: 'SeaworthyError' });
    await assert.rejects(reportOn(`r.test/${'x'.repeat(5_000)}`, settings), { name: 'SeaworthyError' });
    await assert.rejects(reportOn('ledger:nobody', settings), { code: 'E_TARGET_NOT_FOUND' });
    assert.equal(hasLedger(ledgerDirectory), false);
  }));
