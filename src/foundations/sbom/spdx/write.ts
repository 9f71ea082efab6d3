import {
  defined,
  digestParts,
  distributionName,
  formatPlatform,
  layerText,
  type Package,
  type PackageFile,
} from '../../../core/index.ts';
import { fileNameOf, notKnownOf } from '../file-facts.ts';
import { generationContext } from '../generation-context.ts';
import { serialNumber, subjectRef } from '../identity.ts';
import type { Listed } from '../listed.ts';
import { unclearNeeds } from '../needs.ts';
import { type NamedMaker, type PackageMaker, producerOf } from '../producer.ts';
import { imagePurl, writtenPurl } from '../purls.ts';
import { elementId } from './element-id.ts';
import { licenceExpression } from './licences.ts';
import { coverageNotes, distributionNote, noteOf, subjectNote } from './note.ts';
import type { Annotation, ExtractedLicence, Relationship, SpdxPackage } from './types.ts';

const spdxRef = (kind: string, id: string): string => `SPDXRef-${elementId(kind, id)}`;

const packageId = (id: string): string => spdxRef('Package', id);

const unsaid = {
  supplier: 'NOASSERTION',
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
} as const;

/** An annotation of ours but for what it says. */
type Noted = Omit<Annotation, 'comment'>;

const purlRef = (referenceLocator: string) =>
  ({ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator }) as const;

function subjectPackage(listed: Listed, noted: Noted): SpdxPackage {
  const { subject } = listed;
  const common = {
    SPDXID: spdxRef('Subject', subjectRef(listed)),
    name: subject.name,
    ...unsaid,
    originator: listed.producer === undefined ? 'NOASSERTION' : actor(listed.producer),
    licenseDeclared: 'NOASSERTION',
  };
  const annotations = [{ ...noted, comment: subjectNote(listed) }];
  if (subject.kind !== 'image') return { ...common, primaryPackagePurpose: 'OTHER', annotations };
  const { algorithm, hex } = digestParts(subject.digest);
  return {
    ...common,
    versionInfo: subject.digest,
    primaryPackagePurpose: 'CONTAINER',
    externalRefs: [purlRef(imagePurl(subject))],
    checksums: [{ algorithm: algorithm === 'sha512' ? 'SHA512' : 'SHA256', checksumValue: hex }],
    annotations,
    comment: `${formatPlatform(subject.platform)}; the checksum is the digest of the manifest`,
  };
}

function distributionPackage({ distribution }: Listed, noted: Noted): readonly SpdxPackage[] {
  if (distribution === undefined) return [];
  return [
    {
      SPDXID: spdxRef('Distribution', [distribution.id, distribution.version ?? ''].join(' ')),
      name: distribution.id,
      ...defined({ versionInfo: distribution.version }),
      ...unsaid,
      licenseDeclared: 'NOASSERTION',
      primaryPackagePurpose: 'OPERATING-SYSTEM',
      annotations: [{ ...noted, comment: distributionNote(distribution) }],
      comment: distributionName(distribution),
    },
  ];
}

/** Clause 7.6: a name, and an address in brackets, which would end at one of the name's. */
const textOf = ({ name, email = '' }: PackageMaker): string => `${name.replace(/[()]/g, ' ')} (${email})`;

const actor = (maker: NamedMaker): string => `${maker.isPerson === true ? 'Person' : 'Organization'}: ${textOf(maker)}`;

function onePackage(
  found: Package,
  needs: readonly string[] | undefined,
  extracted: Map<string, ExtractedLicence>,
  noted: Noted,
): SpdxPackage {
  const producer = producerOf(found);
  const places = found.paths.join(', ');
  const source = found.source === undefined ? '' : `; built from ${found.source.name} ${found.source.version}`;
  return {
    SPDXID: packageId(found.id),
    name: found.name.toWellFormed(),
    ...(found.version === '' ? {} : { versionInfo: found.version }),
    ...unsaid,
    ...defined({ packageFileName: fileNameOf(found) }),
    ...(found.file === undefined ? {} : { checksums: checksumsOf(found.file) }),
    originator: producer === undefined ? 'NOASSERTION' : `Organization: ${textOf(producer)}`,
    sourceInfo: `found by ${found.foundBy} in ${places}${source}`.toWellFormed(),
    licenseDeclared: licenceExpression(found.licences, extracted),
    primaryPackagePurpose: 'LIBRARY',
    externalRefs: [purlRef(writtenPurl(found))],
    annotations: [{ ...noted, comment: noteOf(found, needs, notKnownOf(found, producer !== undefined)) }],
    ...(found.layer === undefined ? {} : { comment: layerText(found.layer).toWellFormed() }),
  };
}

const checksumsOf = ({ sha256, sha512 }: PackageFile): NonNullable<SpdxPackage['checksums']> => [
  { algorithm: 'SHA256', checksumValue: sha256 },
  { algorithm: 'SHA512', checksumValue: sha512 },
];

const needs = (spdxElementId: string, needed: readonly string[]): Relationship[] =>
  needed.map((relatedSpdxElement) => ({ spdxElementId, relationshipType: 'DEPENDS_ON', relatedSpdxElement }));

function relationships(
  listed: Listed,
  subject: SpdxPackage,
  distribution: readonly SpdxPackage[],
): readonly Relationship[] {
  const known = new Set(listed.packages.map((each) => each.id));
  const contains = (spdxElementId: string, relatedSpdxElement: string): Relationship => ({
    spdxElementId,
    relationshipType: 'CONTAINS',
    relatedSpdxElement,
  });
  return [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: subject.SPDXID },
    ...distribution.map((each) => contains(subject.SPDXID, each.SPDXID)),
    ...listed.packages.map((each) => {
      const owner =
        each.ownedBy !== undefined && each.ownedBy !== each.id && known.has(each.ownedBy) ? each.ownedBy : undefined;
      return contains(owner === undefined ? subject.SPDXID : packageId(owner), packageId(each.id));
    }),
    ...listed.packages.flatMap(({ id, dependencies }) => {
      const here = dependencies?.filter((one) => known.has(one) && one !== id).map(packageId);
      return needs(packageId(id), here?.length === 0 ? ['NONE'] : (here ?? []));
    }),
  ];
}

/** An inventory as an SPDX 2.3 document in JSON form. */
export function spdxDocument(listed: Listed): object {
  const extracted = new Map<string, ExtractedLicence>();
  const tool = `Tool: ${listed.tool.name}-${listed.tool.version}`;
  // Clauses 6.9 and 12.2 have no fractions of a second.
  const created = listed.created.replace(/\.\d{1,9}Z$/, 'Z');
  const noted = { annotationDate: created, annotationType: 'OTHER', annotator: tool } as const;
  const subject = subjectPackage(listed, noted);
  const distribution = distributionPackage(listed, noted);
  const unclear = unclearNeeds(listed.packages);
  const listedPackages = listed.packages.map((each) => onePackage(each, unclear.get(each.id), extracted, noted));
  const packages = [subject, ...distribution, ...listedPackages];
  const annotations = coverageNotes(listed.coverage).map((comment) => ({ ...noted, comment }));
  const licences = [...extracted.values()].sort((a, b) => (a.licenseId < b.licenseId ? -1 : 1));
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: listed.subject.name,
    documentNamespace: `urn:uuid:${serialNumber(listed, 'spdx')}`,
    creationInfo: {
      created,
      creators: [tool, ...(listed.author === undefined ? [] : [actor(listed.author)])],
      comment: generationContext(listed.subject).words,
    },
    ...(licences.length === 0 ? {} : { hasExtractedLicensingInfos: licences }),
    ...(annotations.length === 0 ? {} : { annotations }),
    packages,
    relationships: relationships(listed, subject, distribution),
  };
}
