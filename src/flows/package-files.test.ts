import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, makeZip, ociLayout } from '../../lab/fixtures/index.ts';
import { fixedClock, type PackageFile } from '../core/index.ts';
import { sbom, scan } from './scan.ts';
import { offlineSettings, type Settings } from './settings.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

const jar = (version: string): Buffer =>
  Buffer.from(
    makeZip([
      {
        name: 'META-INF/maven/org.example/a/pom.properties',
        content: `groupId=org.example\nartifactId=a\nversion=${version}\n`,
      },
      { name: 'org/example/A.class', content: 'x' },
    ]),
  );
const sum = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');
const facts = (bytes: Uint8Array, kind: Omit<PackageFile, 'sha256' | 'sha512'>): PackageFile => ({
  sha256: sum('sha256', bytes),
  sha512: sum('sha512', bytes),
  ...kind,
});
const manifest = { path: 'app/node_modules/a/package.json', body: '{"name":"a","version":"1.0.0"}' };

test('a package that is a file has its digests in a bill of materials, as it stands at last, and in no scan', async () => {
  await inTemporaryDirectory(async (folder) => {
    const [before, after] = [jar('1'), jar('2')];
    const image = join(folder, 'image');
    await ociLayout(image, {
      layers: [layer([{ path: 'app/a.jar', body: before }, manifest]), layer([{ path: 'app/a.jar', body: after }])],
    });
    const { packages } = await sbom(image, settings);
    const of = (name: string) => packages.find((one) => one.name === name);
    assert.deepEqual([of('org.example:a')?.version, of('org.example:a')?.form], ['2', 'file']);
    assert.deepEqual(of('org.example:a')?.file, facts(after, { executable: true, archive: true }));
    assert.deepEqual([of('a')?.form, of('a')?.file], [undefined, undefined]);
    const judged = await scan(image, settings);
    assert.deepEqual(
      judged.packages.filter(({ file }) => file !== undefined),
      [],
    );
  });
});
