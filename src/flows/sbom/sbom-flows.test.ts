import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { systemClock } from '../../core/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { checkSbom } from './check-sbom.ts';
import { mergeSboms } from './merge-sboms.ts';

const settings: Settings = offlineSettings({ databaseDirectory: '/nonexistent', clock: systemClock, toolVersion: '0' });

const bom = (...purls: readonly string[]): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: purls.map((purl) => ({ type: 'library', 'bom-ref': purl, name: purl, purl })),
  });

test('a document is checked in whatever form it is, and one that is none is refused', async () => {
  await inTemporaryDirectory(async (folder) => {
    const files: readonly (readonly [string, string, string])[] = [
      ['a.json', bom('pkg:npm/a@1'), 'CycloneDX 1.6'],
      ['a.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>', 'CycloneDX 1.5'],
      ['a.spdx.yml', 'spdxVersion: SPDX-2.3\nname: a\npackages: []\n', 'SPDX 2.3'],
      ['a.spdx', 'SPDXVersion: SPDX-2.3\n', 'SPDX 2.3'],
    ];
    for (const [name, text, format] of files) {
      await writeFile(join(folder, name), text);
      const check = await checkSbom(join(folder, name), [], settings);
      assert.equal(check.format, format);
      assert.deepEqual(
        check.catalogues.map(({ id, passes }) => [id, passes]),
        [
          ['cisa-2026', false],
          ['bsi-tr-03183-2', false],
        ],
      );
    }
    await writeFile(join(folder, 'x'), 'no document');
    await assert.rejects(checkSbom(join(folder, 'x'), [], settings), { code: 'E_FORMAT' });
    await assert.rejects(checkSbom(join(folder, 'none'), [], settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(checkSbom('-', [], settings), { code: 'E_USAGE' });
  });
});

test('two documents are one, and one alone is none', async () => {
  await inTemporaryDirectory(async (folder) => {
    const [a, b] = [join(folder, 'a.json'), join(folder, 'b.json')];
    await writeFile(a, bom('pkg:npm/a@1', 'pkg:npm/b@1'));
    await writeFile(b, bom('pkg:npm/b@1', 'pkg:pypi/c@2'));
    const report = await mergeSboms([a, b], settings);
    assert.deepEqual([...new Set(report.packages.map(({ purl }) => purl))].sort(), [
      'pkg:npm/a@1',
      'pkg:npm/b@1',
      'pkg:pypi/c@2',
    ]);
    assert.equal(report.subject.kind === 'files' && report.subject.content, 'sbom');
    await assert.rejects(mergeSboms([a], settings), { code: 'E_USAGE' });
    await assert.rejects(mergeSboms([a, join(folder, 'none')], settings), { code: 'E_TARGET_NOT_FOUND' });
  });
});
