import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import type { Settings } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

async function ask(
  line: string,
  folder: string,
): Promise<{ readonly code: number; readonly said: string; readonly settings: Settings | undefined }> {
  const host = fakeHost({ workingFolder: folder });
  const code = await cli(line.split(' '), host);
  return { code, said: host.said(), settings: host.settings() };
}

test('whose statements count: places as they are meant, and what comes with the image by one signer or none', () =>
  inTemporaryDirectory(async (folder) => {
    await writeFile(join(folder, 'a.pub'), 'text of a.pub');
    const signer = { kind: 'key', key: { text: 'text of a.pub', where: 'a.pub' } };
    const at = (name: string): string => join(folder, name);
    for (const [flags, vex] of [
      ['', undefined],
      ['--vex x.json', { places: [at('x.json')] }],
      ['--vex x.json --vex ./oci', { places: [at('x.json'), at('oci')] }],
      ['--vex https://vex.example/', { places: ['https://vex.example/'] }],
      ['--vex-from attached --key a.pub', { places: [], attached: { signer } }],
      ['--vex-from attached-unsigned', { places: [], attached: { unsigned: true } }],
      ['--vex-from sbom', { places: [], inSbom: true }],
      [
        '--vex-from sbom --vex-from attached --key a.pub --vex x',
        { places: [at('x')], attached: { signer }, inSbom: true },
      ],
    ] as const) {
      const { code, said, settings } = await ask(`scan app:1 ${flags}`.trim(), folder);
      assert.equal(code, 0, said);
      assert.deepEqual(settings?.vex, vex, flags);
      assert.equal(settings?.sbomFrom, undefined);
    }
    const both = await ask('scan app:1 --sbom-from attached --vex-from attached --key a.pub', folder);
    assert.deepEqual([both.settings?.sbomFrom, both.settings?.vex?.attached], [signer, { signer }]);
  }));

test('statements are not believed by a slip of the pen', () =>
  inTemporaryDirectory(async (folder) => {
    await writeFile(join(folder, 'a.pub'), 'x');
    for (const [flags, why] of [
      ['--vex-from attached', /who must have signed is not said/],
      ['--vex-from attached --vex-from attached-unsigned --key a.pub', /cannot both be asked for/],
      ['--vex-from attached-unsigned --key a.pub', /nothing that is signed was asked for/],
      ['--key a.pub --vex x.json', /nothing that is signed was asked for/],
      ['--vex-from anybody', /attached, attached-unsigned, sbom/],
      ['--vex oci', /`--vex-from attached`.*\.\/oci/],
      ['--vex repo', /address of a repository/],
      ['--vex sbom-ref', /`--vex-from sbom`/],
    ] as const) {
      const { code, said } = await ask(`scan app:1 ${flags}`, folder);
      assert.equal(code, 2, flags);
      assert.match(said, why, flags);
    }
  }));
