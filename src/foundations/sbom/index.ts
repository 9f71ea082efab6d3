/** Bills of materials: an inventory written as a document, and documents of anybody read into an inventory. */

export type { KnownKind } from './contents.ts';
export type {
  Component as CyclonedxComponent,
  Dependency as CyclonedxDependency,
  Property as CyclonedxProperty,
} from './cyclonedx/types.ts';
export { type CyclonedxVersion, cyclonedxBom } from './cyclonedx/write.ts';
export { cyclonedxXml, membersWithoutXml } from './cyclonedx/xml.ts';
export { maxSbomBytes } from './document.ts';
export { jsonValue } from './json-value.ts';
export { isSpdxExpression, type LicenceExpression, parseLicenceExpression } from './licences/expression.ts';
export { spdxLicence } from './licences/spdx-licence.ts';
export { mergeInventories } from './merge.ts';
export { prepareSbom } from './prepare-sbom.ts';
export type { NamedMaker } from './producer.ts';
export { type CheckedSbom, checkSbom, readIfSbom, readSbom, readSbomPredicate } from './read-sbom.ts';
export type { ReadSbom } from './sbom-format.ts';
export { spdxTagValue } from './spdx/tag-value.ts';
export type { ExtractedLicence, Relationship, SpdxPackage } from './spdx/types.ts';
export { spdxDocument } from './spdx/write.ts';
export { spdx3Document } from './spdx/write-3.ts';
