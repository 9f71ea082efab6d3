import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, jsonValidator, layer, makeZip, ociLayout } from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { checkSbom, offlineSettings, type Settings, sbom } from '../../flows/index.ts';
import { reportFormats } from '../format-list.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: '1.2.3',
});

const jar = (): Buffer =>
  Buffer.from(
    makeZip([
      {
        name: 'META-INF/maven/org.example/a/pom.properties',
        content: 'groupId=org.example\nartifactId=a\nversion=1\n',
      },
      { name: 'org/example/A.class', content: 'x' },
    ]),
  );
const manifest = { path: 'app/node_modules/a/package.json', body: '{"name":"a","version":"1.0.0"}' };

test('what is written by default has all that CISA asks but a signature, and says of the rest what the BSI misses', async () => {
  await inTemporaryDirectory(async (folder) => {
    const image = join(folder, 'image');
    await ociLayout(image, { layers: [layer([{ path: 'app/a.jar', body: jar() }, manifest])] });
    const report = await sbom(image, settings);
    for (const format of reportFormats.filter(({ id }) => /^(?:cyclonedx|spdx)/.test(id))) {
      const file = join(folder, format.id);
      const text = await format.write(report, { color: false, width: 80 });
      writeFileSync(file, text);
      if (format.id === 'cyclonedx' || format.id === 'cyclonedx-1-7') {
        const validate = jsonValidator(format.id === 'cyclonedx' ? '1.6' : '1.7');
        assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors?.slice(0, 3)));
      }
      const { catalogues } = await checkSbom(file, [], settings);
      const failed = catalogues.map(({ requirements }) =>
        requirements.filter(({ state }) => state === 'fail').map(({ id }) => id),
      );
      assert.deepEqual(failed[0], ['sbom-author-signature'], format.id);
      // Nobody names an author; neither package says who made it, nor one of them its licence.
      if (!format.id.startsWith('spdx') || format.id === 'spdx-3')
        assert.deepEqual(failed[1], ['creator', 'component-creator', 'distribution-licences'], format.id);
      else assert.ok(failed[1]?.includes('format'), format.id);
    }
  });
});
