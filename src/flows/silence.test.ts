import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../lab/fixtures/index.ts';
import { searchDatabase } from './database.ts';
import { diffReports } from './diff/index.ts';
import { findFinding } from './find-finding.ts';
import { sbom } from './scan.ts';
import { offlineSettings } from './settings.ts';

/* Where nothing was judged, nothing found is said to mean nothing. */

test('a bill of materials says that nobody has judged it, and is no side of a comparison that is complete', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'image'), { layers: [layer([{ path: 'a', body: 'b' }])] });
    const settings = offlineSettings({
      databaseDirectory: folder,
      toolVersion: 'test',
      platform: { os: 'linux', architecture: 'amd64' },
    });
    const report = await sbom(`oci:${join(folder, 'image')}`, settings);
    assert.equal(report.coverage.parts.find(({ id }) => id === 'advisories')?.state, 'not-run');
    assert.throws(() => findFinding(report, 'CVE-1'), { code: 'E_NO_FINDING', why: /nobody has judged/ });
    const { before, after } = diffReports(report, { ...report, coverage: { ...report.coverage, parts: [] } });
    assert.deepEqual([before.incomplete, after.incomplete], [true, false]);
  }));

test('a search in a database that is not there is no answer', () =>
  inTemporaryDirectory(async (folder) => {
    for (const databaseDirectory of [folder, join(folder, 'gone')]) {
      const settings = offlineSettings({ databaseDirectory, toolVersion: 'test' });
      await assert.rejects(searchDatabase('CVE-1', settings), { code: 'E_INCOMPLETE' });
    }
  }));
