import type { Tag } from './read-tags.ts';

/** Members of an element that `readSpdx` looks at, under the names that JSON has for them. */
type Members = Record<string, unknown>;

/** Tags that hold one text. Document, package and extracted licence each have their own; the first of a name counts. */
const documentTexts: ReadonlyMap<string, string> = new Map([
  ['SPDXVersion', 'spdxVersion'],
  ['DocumentName', 'name'],
  ['DocumentNamespace', 'documentNamespace'],
]);
const packageTexts: ReadonlyMap<string, string> = new Map([
  ['PackageName', 'name'],
  ['PackageVersion', 'versionInfo'],
  ['PackageFileName', 'packageFileName'],
  ['PackageSupplier', 'supplier'],
  ['PackageOriginator', 'originator'],
  ['PackageSourceInfo', 'sourceInfo'],
  ['PackageLicenseDeclared', 'licenseDeclared'],
  ['PackageLicenseConcluded', 'licenseConcluded'],
  ['PrimaryPackagePurpose', 'primaryPackagePurpose'],
]);
const licenceTexts: ReadonlyMap<string, string> = new Map([
  ['LicenseID', 'licenseId'],
  ['LicenseName', 'name'],
  ['ExtractedText', 'extractedText'],
]);
/** What is said of the making of the document (clause 6). */
const creationTexts: ReadonlyMap<string, string> = new Map([
  ['Created', 'created'],
  ['CreatorComment', 'comment'],
]);
const annotationTexts: ReadonlyMap<string, string> = new Map([
  ['Annotator', 'annotator'],
  ['AnnotationComment', 'comment'],
]);

/** Elements begin with a tag of their own; what stands before the first is the document's. */
const elements: ReadonlyMap<string, 'packages' | 'files' | 'snippets' | 'hasExtractedLicensingInfos'> = new Map([
  ['PackageName', 'packages'],
  ['FileName', 'files'],
  ['SnippetSPDXID', 'snippets'],
  ['LicenseID', 'hasExtractedLicensingInfos'],
]);
const textsOf: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  packages: packageTexts,
  hasExtractedLicensingInfos: licenceTexts,
};

/** A document in the shape that it would have in JSON, as far as `readSpdx` looks at it. */
export function spdxOfTags(tags: readonly Tag[]): object {
  const creators: string[] = [];
  const creationInfo: Members = { creators };
  const document: Members = { creationInfo, relationships: [] as Members[] };
  const lists: Record<string, Members[]> = { packages: [], files: [], snippets: [], hasExtractedLicensingInfos: [] };
  const relationships: Members[] = [];
  const annotations: Members[] = [];
  const byId = new Map<string, Members>();
  let element = document;
  let texts = documentTexts;
  let annotation: Members | undefined;
  for (const { name, value } of tags) {
    const list = elements.get(name);
    if (list !== undefined) {
      element = {};
      lists[list]?.push(element);
      texts = textsOf[list] ?? new Map();
    }
    const created = creationTexts.get(name);
    if (created !== undefined) creationInfo[created] ??= value;
    if (name === 'Creator') creators.push(value);
    const member = texts.get(name);
    if (member !== undefined) element[member] ??= value;
    if (name === 'SPDXID') {
      element.SPDXID ??= value;
      if (!byId.has(value)) byId.set(value, element);
    } else if (name === 'ExternalRef') listOf(element, 'externalRefs').push(externalRef(value));
    else if (name === 'PackageChecksum') listOf(element, 'checksums').push(checksum(value));
    else if (name === 'Relationship') relationships.push(relationship(value));
    else if (name === 'Annotator') {
      annotation = {};
      annotations.push(annotation);
    }
    const said = annotationTexts.get(name);
    if (annotation !== undefined && said !== undefined) annotation[said] ??= value;
    if (annotation !== undefined && name === 'SPDXREF') annotation.of ??= value;
  }
  // An annotation says whose it is, and may stand anywhere.
  for (const one of annotations) listOf(byId.get(String(one.of)) ?? document, 'annotations').push(one);
  return { ...document, ...lists, relationships };
}

function listOf(members: Members, name: string): Members[] {
  const list = (members[name] ?? []) as Members[];
  members[name] = list;
  return list;
}

/** `PACKAGE-MANAGER purl pkg:…` (clause 7.21). */
function externalRef(value: string): Members {
  const [referenceCategory, referenceType, ...locator] = value.split(/\s+/);
  return { referenceCategory, referenceType, referenceLocator: locator.join(' ') };
}

/** `SHA256: 9f86…` (clause 7.10). */
function checksum(value: string): Members {
  const [algorithm, checksumValue] = value.split(/:\s*/, 2);
  return { algorithm, checksumValue };
}

/** `SPDXRef-A DEPENDS_ON SPDXRef-B` (clause 11.1). */
function relationship(value: string): Members {
  const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/, 3);
  return { spdxElementId, relationshipType, relatedSpdxElement };
}
