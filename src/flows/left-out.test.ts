import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { dockerArchive, inTemporaryDirectory, layer, ociLayout } from '../../lab/fixtures/index.ts';
import { isLeftOut } from '../core/index.ts';
import { sbom, scan } from './scan.ts';
import { attestImage } from './ship/index.ts';
import { sbom as attested, ours, records, shipSettings } from './ship/testing/ship-world.ts';

const npm = (folder: string, name: string) => ({
  path: `${folder}/node_modules/${name}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0' }),
});
const image = { layers: [layer([npm('app', 'left'), npm('opt', 'right')])], tags: ['a:1'] };

test('a look that leaves something out says so, is no record, and is not attested', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'a.tar');
    await writeFile(path, dockerArchive(image).bytes);
    const whole = shipSettings(folder);
    const partly = { ...whole, selection: { skipPaths: ['opt'] } };
    const report = await scan(path, partly);
    assert.deepEqual(
      report.packages.map(({ name }) => name),
      ['left'],
    );
    assert.ok(report.coverage.parts.some(isLeftOut));
    const messages = report.coverage.problems.map(({ message }) => message);
    assert.ok(messages.some((one) => one.startsWith('this result was not recorded')));
    assert.ok(messages.some((one) => one === 'left out as asked: 1 package; nothing is said of what is there'));
    assert.deepEqual(await records(whole), []);
    // Whoever keeps no ledger need not hear of it.
    const { coverage } = await scan(path, { ...partly, record: false });
    assert.ok(!coverage.problems.some(({ message }) => message.startsWith('this result was not recorded')));
    await scan(path, whole);
    assert.equal((await records(whole)).filter(({ kind }) => kind === 'scan').length, 1);
    const listed = await sbom(path, partly);
    assert.ok(listed.coverage.parts.some(isLeftOut));
    const lay = join(folder, 'lay');
    await ociLayout(lay, image);
    await assert.rejects(attestImage(lay, { ...attested, key: ours.key }, partly), { code: 'E_USAGE' });
  }));

test('an extractor that there is not is refused before anything is opened', async () => {
  const settings = { ...shipSettings('/nowhere'), selection: { skipExtractors: ['nmp'] } };
  await assert.rejects(scan('/nowhere/image.tar', settings), {
    code: 'E_USAGE',
    message: 'there is no extractor "nmp"',
  });
});
