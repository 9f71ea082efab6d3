import { loadXml } from '../../formats/index.ts';
import type { KnownKind } from '../contents.ts';
import { readSbom } from '../read-sbom.ts';
import type { ReadSbom } from '../sbom-format.ts';

await loadXml();

const kinds: Readonly<Record<string, KnownKind>> = {
  apk: { versionOrder: 'apk', isSystem: true },
  deb: { versionOrder: 'dpkg', isSystem: true, lowerCase: true },
  rpm: { versionOrder: 'rpm', isSystem: true },
  npm: { versionOrder: 'semver', separator: '/', isSystem: false },
  maven: { separator: ':', isSystem: false },
};
const kindOf = (type: string): KnownKind | undefined => kinds[type];

/** How packages of the kinds above are compared. */
export const versionOrderOf = (type: string): string => kinds[type]?.versionOrder ?? type;

/** A text as `readSbom` reads it. */
export const readText = (text: string): ReadSbom => readSbom(Buffer.from(text), 'bom.json', { kindOf });

/** A JSON document as `readSbom` reads it. */
export const read = (document: unknown): ReadSbom => readText(JSON.stringify(document));

export const cdx = (components: unknown, more: object = {}): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components,
  ...more,
});
export const spdxOf = (packages: unknown, more: object = {}): object => ({
  spdxVersion: 'SPDX-2.3',
  packages,
  ...more,
});
export const purlRef = (purl: string): object => ({
  externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: purl }],
});
