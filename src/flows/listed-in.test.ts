import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTemporaryDirectory, tarArchive } from '../../lab/fixtures/index.ts';
import { isIncomplete, type Report } from '../core/index.ts';
import { cyclonedxBom, spdxDocument } from '../foundations/sbom/index.ts';
import { ledgerSubjects } from './ledger/index.ts';
import { sbom, scan } from './scan.ts';
import type { Settings } from './settings.ts';
import { shipSettings } from './ship/testing/ship-world.ts';
import { tourFeeds } from './tour/feeds.ts';

const tour = fileURLToPath(new URL('../../examples/tour/', import.meta.url));

/** The image and the advisories of the tour. */
function tourSettings(work: string): Settings {
  return {
    ...shipSettings(work),
    offline: true,
    platform: { os: 'linux', architecture: 'amd64' },
    databaseDirectory: join(work, 'database'),
    ledgerDirectory: join(work, 'ledger'),
    record: true,
    feeds: tourFeeds(join(tour, 'advisories')),
  };
}

/** Flaws with all that is told of them, but for whose word it is and what layer the file is in: that stands with the package. */
const flaws = ({ findings }: Report): readonly object[] =>
  findings
    .filter(({ kind }) => kind === 'vulnerability')
    .map(({ subject: _subject, location: _location, ...told }) => told);

/** What was written of an image, and again of what was read of that. */
const ways: readonly (readonly [string, readonly ((report: Report) => object)[]])[] = [
  ['x.cdx.json', [cyclonedxBom]],
  ['x.spdx.json', [spdxDocument]],
  ['from-spdx.cdx.json', [cyclonedxBom, spdxDocument, cyclonedxBom]],
  ['from-cdx.spdx.json', [spdxDocument, cyclonedxBom, spdxDocument]],
];
for (const [name, way] of ways)
  test(`a bill of materials (${name}) is judged as the image is that it was made of, and is no evidence`, () =>
    inTemporaryDirectory(async (work) => {
      const settings = tourSettings(work);
      const image = await scan(`oci:${tour}image:1`, { ...settings, record: false });
      assert.ok(flaws(image).length > 3);
      const file = join(work, name);
      let report = image;
      for (const write of way) {
        await writeFile(file, JSON.stringify(write(report)));
        report = await sbom(file, settings);
        assert.deepEqual(report.packages, image.packages);
        assert.deepEqual(report.layers, image.layers);
        assert.deepEqual(report.distribution, image.distribution);
      }
      for (const target of [file, `sbom:${file}`]) {
        const listed = await scan(target, settings);
        assert.deepEqual(flaws(listed), flaws(image));
        assert.deepEqual(listed.subject.kind === 'files' && listed.subject.content, 'sbom');
        assert.deepEqual(listed.coverage.unjudged, image.coverage.unjudged);
        assert.ok(listed.coverage.problems.some(({ message }) => message.startsWith('only what this ')));
        assert.ok(!listed.coverage.lookedFor.includes('secret'));
      }
      assert.deepEqual(await ledgerSubjects(undefined, 10, settings), []);
      const { packages, findings } = await sbom(file, settings);
      assert.deepEqual([packages.length, findings.length], [image.packages.length, 0]);
    }));

test('what it leaves open is no pass, and another file is what it was before', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const file = join(work, 'bom.json');
    const component = {
      type: 'library',
      name: 'libssl3',
      version: '3.0.1',
      purl: 'pkg:deb/debian/libssl3@3.0.1?distro=debian-12',
    };
    await writeFile(file, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components: [component] }));
    assert.ok(isIncomplete((await scan(file, settings)).coverage));
    await assert.rejects(scan(`sbom:${join(work, 'no.json')}`, settings), { code: 'E_TARGET_NOT_FOUND' });
    await writeFile(file, '{}');
    await assert.rejects(scan(file, settings), { code: 'E_FORMAT' });
    await assert.rejects(scan(`sbom:${work}`, settings), { code: 'E_READ' });
    await writeFile(join(work, 'other.json'), '{}');
    await assert.rejects(scan(join(work, 'other.json'), settings), { code: 'E_TARGET_UNKNOWN' });
  }));

const npm = 'pkg:npm/a@1';
const documents: readonly (readonly [string, string])[] = [
  [
    'CycloneDX',
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.7',
      components: [{ type: 'library', name: 'a', purl: npm }],
    }),
  ],
  [
    'CycloneDX in XML',
    `<bom xmlns="http://cyclonedx.org/schema/bom/1.2"><components><component type="library"><name>a</name><purl>${npm}</purl></component></components></bom>`,
  ],
  ['SPDX tags', `SPDXVersion: SPDX-2.2\nPackageName: a\nExternalRef: PACKAGE-MANAGER purl ${npm}\n`],
  [
    'Syft',
    JSON.stringify({ artifacts: [{ id: '1', name: 'a', version: '1', purl: npm }], descriptor: { name: 'syft' } }),
  ],
  [
    'SPDX in YAML',
    `spdxVersion: SPDX-2.3\npackages:\n- name: a\n  externalRefs:\n  - { referenceType: purl, referenceLocator: "${npm}" }\n`,
  ],
  ['package URLs', `# list\n${npm}\n`],
  [
    'a statement',
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      predicate: {
        spdxVersion: 'SPDX-2.3',
        packages: [{ name: 'a', externalRefs: [{ referenceType: 'purl', referenceLocator: npm }] }],
      },
    }),
  ],
];
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}
const piped = (settings: Settings, bytes: Uint8Array): Settings => ({ ...settings, input: () => pieces(bytes) });

for (const [what, text] of documents)
  test(`${what}: known by what it says, from a file of any name and from standard input`, () =>
    inTemporaryDirectory(async (work) => {
      const settings = tourSettings(work);
      const file = join(work, 'inventory');
      await writeFile(file, text);
      for (const [target, given] of [
        [file, settings],
        [`sbom:${file}`, settings],
        ['-', piped(settings, Buffer.from(text))],
        ['sbom:-', piped(settings, Buffer.from(text))],
      ] as const) {
        const { packages, subject } = await sbom(target, given);
        assert.deepEqual(
          packages.map(({ purl }) => purl),
          [npm],
        );
        assert.equal(subject.kind === 'files' && subject.content, 'sbom');
      }
    }));

test('what comes in and is none is opened as what it is, from its beginning', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const root = tarArchive([{ path: 'etc/os-release', body: 'ID=debian\nVERSION_ID=12\n' }]);
    const { subject, distribution } = await sbom('-', piped(settings, root));
    assert.deepEqual([subject.kind === 'files' && subject.content, distribution?.id], ['archive', 'debian']);
    await assert.rejects(sbom('-', piped(settings, Buffer.from('{"a":1}'))), { code: 'E_TARGET_UNKNOWN' });
    await assert.rejects(sbom('sbom:-', piped(settings, root)), { code: 'E_FORMAT' });
    await assert.rejects(sbom('sbom:-', settings), { code: 'E_USAGE' });
    await assert.rejects(sbom('-', piped(settings, Buffer.alloc(0))), { code: /^E_/ });
  }));

test('an archive whose first name looks like a list is an archive', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const file = join(work, 'image');
    await writeFile(
      file,
      tarArchive([
        { path: `${npm}\n#`, body: '' },
        { path: 'etc/os-release', body: 'ID=debian\n' },
      ]),
    );
    assert.equal((await sbom(file, settings)).distribution?.id, 'debian');
  }));
