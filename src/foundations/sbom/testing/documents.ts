import type { KnownKind } from '../contents.ts';
import { readSbom } from '../read-sbom.ts';
import type { ReadSbom } from '../sbom-format.ts';

const kinds: Readonly<Record<string, KnownKind>> = {
  deb: { versionOrder: 'dpkg', isSystem: true, lowerCase: true },
  rpm: { versionOrder: 'rpm', isSystem: true },
  npm: { versionOrder: 'semver', separator: '/', isSystem: false },
  maven: { separator: ':', isSystem: false },
};
const kindOf = (type: string): KnownKind | undefined => kinds[type];

/** How packages of the kinds above are compared. */
export const versionOrderOf = (type: string): string => kinds[type]?.versionOrder ?? type;

/** A document as `readSbom` reads it. */
export const read = (document: unknown): ReadSbom =>
  readSbom(Buffer.from(JSON.stringify(document)), 'bom.json', { kindOf });

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
