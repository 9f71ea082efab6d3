import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, tourFolder } from '../../../lab/fixtures/index.ts';
import type { Package } from '../../core/index.ts';
import { cyclonedxBom, cyclonedxXml } from '../../foundations/sbom/index.ts';
import { sbom, scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { isCode } from '../ship/testing/ship-world.ts';
import { flaw, id, noted, openvex, told, tourScene } from './testing/tour-scene.ts';

const { target, tourSettings } = tourScene(tourFolder);
const inSbom = (settings: Settings): Settings => ({ ...settings, vex: { places: [], inSbom: true } });
const withPlaces = (settings: Settings, ...places: string[]): Settings => ({ ...settings, vex: { places } });
const serialNumber = 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79';

async function inList(
  work: (folder: string, bom: object, net: Package, settings: Settings) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    const settings = tourSettings(folder);
    const report = await sbom(target, settings);
    const net = report.packages.find(({ name }) => name === 'golang.org/x/net');
    assert.ok(net);
    await work(folder, { ...cyclonedxBom(report), serialNumber, version: 2 }, net, settings);
  });
}

const analysis = (ref: string, state = 'not_affected'): object => ({
  vulnerabilities: [{ id, analysis: { state, justification: 'code_not_reachable' }, affects: [{ ref }] }],
});

test('analyses in a bill of materials count where they are asked for, in JSON and in XML', () =>
  inList(async (folder, bom, net, settings) => {
    const [json, xml] = [join(folder, 'x.cdx.json'), join(folder, 'x.cdx.xml')];
    const analysed = { ...bom, ...analysis(net.id) };
    await writeFile(json, JSON.stringify(analysed));
    await writeFile(xml, cyclonedxXml(analysed as Parameters<typeof cyclonedxXml>[0]));
    for (const file of [json, xml]) {
      const believed = await scan(`sbom:${file}`, inSbom(settings));
      assert.equal(flaw(believed)?.suppression?.reason, 'not affected, code not reachable', file);
      const other = join(folder, 'none.json');
      await writeFile(other, JSON.stringify(openvex('pkg:oci/none')));
      const refused = await scan(`sbom:${file}`, withPlaces(settings, other));
      assert.equal(flaw(refused)?.suppression, undefined);
      assert.match(told(refused), /not believed: the analyses in a bill of materials count with/);
      assert.equal(flaw(await scan(`sbom:${file}`, settings))?.suppression, undefined);
    }
    await assert.rejects(scan(target, inSbom(settings)), isCode('E_USAGE'));
  }));

test('a bill of materials on standard input says as much as one in a file, and leads to no file', () =>
  inList(async (folder, bom, net, settings) => {
    const beside = { externalReferences: [{ type: 'exploitability-statement', url: 'x.openvex.json' }] };
    const vex = join(folder, 'vex.cdx.json');
    const ref = `urn:cdx:${serialNumber.slice('urn:uuid:'.length)}/2#${encodeURIComponent(net.id)}`;
    await writeFile(vex, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...analysis(ref) }));
    const comesIn = (document: object): Settings => ({
      ...settings,
      async *input() {
        yield Buffer.from(JSON.stringify(document));
      },
    });
    const analysed = { ...bom, ...analysis(net.id), ...beside };
    for (const name of ['-', 'sbom:-']) {
      const believed = await scan(name, inSbom(comesIn(analysed)));
      assert.equal(flaw(believed)?.suppression?.reason, 'not affected, code not reachable');
      assert.equal(flaw(believed)?.suppression?.source?.name, 'standard input');
      assert.match(
        JSON.stringify(believed.coverage.problems),
        /x\.openvex\.json\): it is no web address, and no file beside/,
      );
      assert.equal(flaw(await scan(name, comesIn(analysed)))?.suppression, undefined, 'nobody has asked for them');
      const named = await scan(name, withPlaces(comesIn(bom), vex));
      assert.equal(flaw(named)?.suppression?.reason, 'not affected, code not reachable', 'known by its own id');
    }
  }));

test('a document about a bill of materials names what it lists by BOM-Link, and means one version of it', () =>
  inList(async (folder, bom, net, settings) => {
    const [list, vex] = [join(folder, 'x.cdx.json'), join(folder, 'vex.cdx.json')];
    await writeFile(list, JSON.stringify(bom));
    for (const [version, expected] of [
      ['2', 'not affected, code not reachable'],
      ['1', undefined],
    ] as const) {
      const ref = `urn:cdx:${serialNumber.slice('urn:uuid:'.length)}/${version}#${encodeURIComponent(net.id)}`;
      await writeFile(vex, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...analysis(ref) }));
      assert.equal(flaw(await scan(list, withPlaces(settings, vex)))?.suppression?.reason, expected);
      assert.equal(flaw(await scan(target, withPlaces(settings, vex)))?.suppression, undefined, 'of the image itself');
    }
  }));

test('a bill of materials of an image is that image to statements about it', () =>
  inList(async (folder, bom, net, settings) => {
    const [list, vex] = [join(folder, 'x.cdx.json'), join(folder, 'x.openvex.json')];
    await writeFile(list, JSON.stringify(bom));
    const digest = (bom as { metadata: { component: { version: string } } }).metadata.component.version;
    for (const [product, expected] of [
      [`pkg:oci/harbour@${digest}`, true],
      [digest, true],
      [`pkg:oci/harbour@sha256:${'0'.repeat(64)}`, false],
      [net.version, false],
    ] as const) {
      await writeFile(vex, JSON.stringify(openvex(product)));
      assert.equal(flaw(await scan(list, withPlaces(settings, vex)))?.suppression !== undefined, expected, product);
    }
  }));

test('a document that it refers to is followed where that is asked for, and never out of its folder', () =>
  inList(async (folder, bom, net, settings) => {
    const list = join(folder, 'x.cdx.json');
    await writeFile(
      join(folder, 'x.openvex.json'),
      JSON.stringify(openvex(net.purl, { products: [{ '@id': net.purl }] })),
    );
    const write = (url: string): Promise<void> =>
      writeFile(list, JSON.stringify({ ...bom, externalReferences: [{ type: 'exploitability-statement', url }] }));
    await write('x.openvex.json');
    assert.ok(flaw(await scan(list, inSbom(settings)))?.suppression);
    for (const url of ['../x.json', '/etc/passwd', 'file:///etc/passwd', 'none.json', 'urn:cdx:x', '%ff']) {
      await write(url);
      const report = await scan(list, inSbom(settings));
      assert.equal(flaw(report)?.suppression, undefined);
      assert.match(noted(report), /refers to statements that say nothing here/, url);
    }
  }));
