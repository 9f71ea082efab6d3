import { showUnseen } from '../../../core/index.ts';
import { field, isObject } from '../../formats/index.ts';

/*
 * The tag-value form of SPDX 2.3 (clause 4.4 and the tags that clauses 6 to 12 name): a line each, texts of several lines between `<text>` and `</text>`. It
 * is made of the JSON form, so that both say the same.
 */

/** A text on one line: nothing in it can begin a line of its own, or a text of several. */
const value = (said: unknown): string =>
  showUnseen(String(said)).replaceAll('\n', '\\u000a').replaceAll('text>', 'text\\u003e');

/** A text that is free, always in tags. */
const free = (said: unknown): string => `<text>${showUnseen(String(said)).replaceAll('</text>', '<\\/text>')}</text>`;

type Tag = readonly [member: string, tag: string, write?: (said: unknown) => string];

const creation: readonly Tag[] = [
  ['spdxVersion', 'SPDXVersion'],
  ['dataLicense', 'DataLicense'],
  ['SPDXID', 'SPDXID'],
  ['name', 'DocumentName'],
  ['documentNamespace', 'DocumentNamespace'],
];

const ofPackage: readonly Tag[] = [
  ['name', 'PackageName'],
  ['SPDXID', 'SPDXID'],
  ['versionInfo', 'PackageVersion'],
  ['packageFileName', 'PackageFileName'],
  ['supplier', 'PackageSupplier'],
  ['originator', 'PackageOriginator'],
  ['downloadLocation', 'PackageDownloadLocation'],
  ['filesAnalyzed', 'FilesAnalyzed'],
  ['primaryPackagePurpose', 'PrimaryPackagePurpose'],
  ['sourceInfo', 'PackageSourceInfo', free],
  ['licenseConcluded', 'PackageLicenseConcluded'],
  ['licenseDeclared', 'PackageLicenseDeclared'],
  ['copyrightText', 'PackageCopyrightText', (said) => (said === 'NOASSERTION' ? 'NOASSERTION' : free(said))],
  ['comment', 'PackageComment', free],
];

const ofLicence: readonly Tag[] = [
  ['licenseId', 'LicenseID'],
  ['extractedText', 'ExtractedText', free],
  ['name', 'LicenseName'],
];

function tagged(from: unknown, tags: readonly Tag[]): readonly string[] {
  return tags.flatMap(([member, tag, write = value]) => {
    const said = field(from, member);
    return said === undefined ? [] : [`${tag}: ${write(said)}`];
  });
}

const objects = (from: unknown, member: string): readonly unknown[] => {
  const list = field(from, member);
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const checksums = (from: unknown): readonly string[] =>
  objects(from, 'checksums').map(
    (one) => `PackageChecksum: ${value(field(one, 'algorithm'))}: ${value(field(one, 'checksumValue'))}`,
  );

const references = (from: unknown): readonly string[] =>
  objects(from, 'externalRefs').map(
    (one) =>
      `ExternalRef: ${['referenceCategory', 'referenceType', 'referenceLocator'].map((name) => value(field(one, name))).join(' ')}`,
  );

/** Clause 12: an annotation names what it is about, and may stand anywhere. */
const annotations = (from: unknown): readonly string[] =>
  objects(from, 'annotations').flatMap((one) => [
    `Annotator: ${value(field(one, 'annotator'))}`,
    `AnnotationDate: ${value(field(one, 'annotationDate'))}`,
    `AnnotationType: ${value(field(one, 'annotationType'))}`,
    `SPDXREF: ${value(field(from, 'SPDXID'))}`,
    `AnnotationComment: ${free(field(one, 'comment'))}`,
  ]);

/** An SPDX 2.3 document (as `spdxDocument` makes it) in tag-value form. */
export function spdxTagValue(document: object): string {
  const info = field(document, 'creationInfo');
  const creators = field(info, 'creators');
  const sections = [
    [
      ...tagged(document, creation),
      ...(Array.isArray(creators) ? creators.map((one) => `Creator: ${value(one)}`) : []),
      ...tagged(info, [
        ['created', 'Created'],
        ['comment', 'CreatorComment', free],
      ]),
      ...annotations(document),
    ],
    ...objects(document, 'packages').map((one) => [
      ...tagged(one, ofPackage.slice(0, 9)),
      ...checksums(one),
      ...tagged(one, ofPackage.slice(9)),
      ...references(one),
      ...annotations(one),
    ]),
    ...objects(document, 'hasExtractedLicensingInfos').map((one) => tagged(one, ofLicence)),
    objects(document, 'relationships').map(
      (one) =>
        `Relationship: ${['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((name) => value(field(one, name))).join(' ')}`,
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
