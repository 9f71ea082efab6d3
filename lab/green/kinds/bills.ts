import { join } from 'node:path';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { scanWords } from '../shapes.ts';

const cyclonedx = (components: unknown, more: object = {}): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components, ...more });
const spdx = (packages: unknown, more: object = {}): string =>
  JSON.stringify({ spdxVersion: 'SPDX-2.3', packages, ...more });

const alpine = { type: 'operating-system', name: 'alpine', version: '3.20.3' };
const component = (purl: unknown): object => ({ type: 'library', name: 'harmless', version: '1.0-r0', purl });
const harmless = 'pkg:apk/alpine/harmless@1.0-r0?upstream=harmless&distro=alpine-3.20.3';
const withRef = (purl: unknown): object => ({
  name: 'harmless',
  externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
});

/** Documents in which nothing, or not all, can be judged. */
const bills: readonly (readonly [name: string, document: string])[] = [
  ['no components', cyclonedx([])],
  ['no list of components', cyclonedx(undefined)],
  ['components that are no list', cyclonedx({ 0: component(harmless) })],
  ['a system and nothing in it', cyclonedx([alpine])],
  ['files alone', cyclonedx([alpine, { type: 'file', name: '/bin/sh' }])],
  ['components without package URL', cyclonedx([alpine, component(undefined)])],
  ['a package URL that is none', cyclonedx([alpine, component('harmless@1.0')])],
  ['a package URL that is a number', cyclonedx([alpine, component(harmless), component(7)])],
  ['one component that is none', cyclonedx([alpine, component(harmless), null])],
  ['a distribution that is not said', cyclonedx([component('pkg:apk/alpine/harmless@1.0-r0?upstream=harmless')])],
  ['two distributions', cyclonedx([alpine, { ...alpine, version: '3.19.0' }, component(harmless)])],
  ['no source packages', cyclonedx([alpine, component('pkg:apk/alpine/harmless@1.0-r0')])],
  ['a kind that nobody knows', cyclonedx([alpine, component('pkg:x-unheard-of/harmless@1.0')])],
  [
    'its own word that it is not whole',
    cyclonedx([alpine, component(harmless)], { compositions: [{ aggregate: 'incomplete' }] }),
  ],
  ['a version that is not read', cyclonedx([component(harmless)]).replace('"1.6"', '"2.0"')],
  ['SPDX of nothing', spdx([])],
  ['SPDX without package URL', spdx([{ name: 'harmless' }])],
  [
    'SPDX that is only what it is about',
    spdx([{ SPDXID: 'x', name: 'app', primaryPackagePurpose: 'CONTAINER' }], { documentDescribes: ['x'] }),
  ],
  [
    'SPDX with two package URLs',
    spdx([
      {
        ...withRef(harmless),
        externalRefs: [harmless, harmless].flatMap((purl) => Object(withRef(purl)).externalRefs),
      },
    ]),
  ],
  ['SPDX 3', spdx([withRef(harmless)]).replace('SPDX-2.3', 'SPDX-3.0')],
  ['JSON of something else', '{"components":[]}'],
  ['no bytes', ''],
];

const written =
  (document: string): GreenInput['prepare'] =>
  async (world) =>
    scanWords(world, `sbom:${join(await world.write({ 'bom.json': document }, 'bill'), 'bom.json')}`);

export const billsKind: GreenKind = {
  id: 'bills',
  title: 'bills of materials that list nothing, or what nobody can look up',
  inputs: [
    ...bills.map(([name, document]): GreenInput => ({ name, expect: ends(1, 5), prepare: written(document) })),
    { name: 'CycloneDX', control: true, expect: isJudged, prepare: written(cyclonedx([alpine, component(harmless)])) },
    { name: 'SPDX', control: true, expect: isJudged, prepare: written(spdx([withRef(harmless)])) },
  ],
};
