import { field } from '../../../formats/index.ts';

/*
 * What SPDX 3 says as a graph, SPDX 2 says as lists: the reader of SPDX 2 is handed the same in its own words. What it does not look at is left out.
 */

type Members = Readonly<Record<string, unknown>>;

const nothing = /^https:\/\/spdx\.org\/rdf\/3\.\d{1,3}(?:\.\d{1,3})?\/terms\/Core\/NoneElement$/;
const listedLicence = /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]{1,100})$/;

/** What is a package: the class, and those that are made from it (SPDX 3.0.1, Software, AI and Dataset profiles). */
const packageTypes: ReadonlySet<unknown> = new Set(['software_Package', 'ai_AIPackage', 'dataset_DatasetPackage']);

/** Relationships that are looked at, and what SPDX 2 calls them. */
const relationshipTypes: ReadonlyMap<unknown, string> = new Map([
  ['dependsOn', 'DEPENDS_ON'],
  ['contains', 'CONTAINS'],
  ['descendantOf', 'DESCENDANT_OF'],
  ['ancestorOf', 'ANCESTOR_OF'],
]);
const licenceTypes: ReadonlyMap<unknown, string> = new Map([
  ['hasDeclaredLicense', 'licenseDeclared'],
  ['hasConcludedLicense', 'licenseConcluded'],
]);
const relationTypes: ReadonlySet<unknown> = new Set(['Relationship', 'LifecycleScopedRelationship']);
const identifierTypes: ReadonlyMap<unknown, string> = new Map([
  ['packageUrl', 'purl'],
  ['cpe23', 'cpe23Type'],
  ['cpe22', 'cpe22Type'],
]);
const algorithms: ReadonlyMap<unknown, string> = new Map([
  ['sha256', 'SHA256'],
  ['sha512', 'SHA512'],
]);

/** Containers inside containers that are gone through to find what a document is about: document, bill of materials, package. */
const mostContainers = 4;

const textOf = (value: unknown, name: string): string | undefined => {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
};
const listOf = (value: unknown, name: string): readonly unknown[] => {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
};
const textsOf = (value: unknown, name: string): readonly string[] =>
  listOf(value, name).filter((one): one is string => typeof one === 'string');
/** `https://spdx.org/rdf/3.0.1/terms/Software/Package`, `software:Package`. */
const typeName =
  /^(?:https:\/\/spdx\.org\/rdf\/3\.\d{1,3}(?:\.\d{1,3})?\/terms\/([A-Za-z]{1,40})\/|([A-Za-z]{1,40}):)([A-Za-z]{1,40})$/;
/** A kind as the published context spells it, also where it is written as an IRI or with the prefix of its profile. */
function plainType(said: string): string {
  const [, ofTerms, prefix, name] = typeName.exec(said) ?? [];
  const profile = (ofTerms ?? prefix)?.toLowerCase();
  if (profile === undefined || name === undefined) return said;
  return profile === 'core' ? name : `${profile}_${name}`;
}
/** The kind of an element; of several, the one that is a package. */
function typeOf(element: unknown): string | undefined {
  const said = field(element, 'type') ?? field(element, '@type');
  if (typeof said === 'string') return plainType(said);
  const all = (Array.isArray(said) ? said : []).filter((one) => typeof one === 'string').map(plainType);
  return all.find((one) => packageTypes.has(one)) ?? all[0];
}
const idOf = (element: unknown): string | undefined => textOf(element, 'spdxId') ?? textOf(element, '@id');

/** The elements of a graph, as an SPDX 2 document in the shape of its JSON form. */
export function spdx2OfGraph(elements: readonly unknown[]): object {
  const byId = new Map<string, unknown>();
  for (const one of elements) {
    const id = idOf(one);
    if (id !== undefined && !byId.has(id)) byId.set(id, one);
  }
  const document = elements.find((one) => typeOf(one) === 'SpdxDocument');
  const described = describedBy(document, byId);
  const notes = notesIn(elements, byId);
  const relations = elements.filter((one) => relationTypes.has(typeOf(one)));
  const licences = licencesOf(relations, byId);
  // The file that a package is handed over in is no file besides it.
  const packed = new Set<string | undefined>(
    relations.flatMap((one) =>
      field(one, 'relationshipType') === 'hasDistributionArtifact' &&
      packageTypes.has(typeOf(byId.get(textOf(one, 'from') ?? '')))
        ? textsOf(one, 'to')
        : [],
    ),
  );
  return {
    ...named(document),
    creationInfo: { creators: creatorsOf(document, byId) },
    documentDescribes: [...described],
    // What was not looked at is noted with the thing itself: SPDX 2 has it with the document.
    annotations: [...described].flatMap((id) => (notes.get(id) ?? []).filter((one) => !isOfThing(one))),
    packages: elements
      .filter((one) => packageTypes.has(typeOf(one)))
      .map((one) => packageOf(one, notes, licences.said)),
    files: elements.filter((one) => typeOf(one) === 'software_File' && !packed.has(idOf(one))),
    hasExtractedLicensingInfos: licences.texts,
    relationships: relations.flatMap(relationshipsOf),
  };
}

/** Elements that have a package URL, and are of no kind that is read as a package. */
export const strangersIn = (elements: readonly unknown[]): number =>
  elements.filter((one) => !packageTypes.has(typeOf(one)) && urlMembers.some((name) => field(one, name) !== undefined))
    .length;

/** The member as the context spells it, with the prefix of its profile, and as an IRI. */
const urlMembers = [
  'software_packageUrl',
  'software:packageUrl',
  'https://spdx.org/rdf/3.0.1/terms/Software/packageUrl',
] as const;

/** Documents that elements are taken from which stand elsewhere (SPDX 3.0.1, `import` of an `SpdxDocument`). */
export const importsOf = (elements: readonly unknown[]): number =>
  elements
    .filter((one) => typeOf(one) === 'SpdxDocument')
    .reduce<number>((sum, one) => sum + [field(one, 'import') ?? []].flat().length, 0);

const named = (document: unknown): Members => {
  const name = textOf(document, 'name');
  return name === undefined ? {} : { name };
};

/** What the document is about: the roots of it, and of the bills of materials among them. */
function describedBy(document: unknown, byId: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  let roots = textsOf(document, 'rootElement');
  for (let depth = 0; depth < mostContainers; depth++) {
    const inner = roots.flatMap((id) => {
      const within = textsOf(byId.get(id), 'rootElement');
      return within.length === 0 ? [id] : within;
    });
    if (inner.every((id, index) => id === roots[index])) break;
    roots = inner;
  }
  return new Set(roots);
}

interface Note {
  readonly annotator: string;
  readonly comment: string | undefined;
}

/** Annotations by what they are about, with who made them. */
function notesIn(elements: readonly unknown[], byId: ReadonlyMap<string, unknown>): ReadonlyMap<string, Note[]> {
  const notes = new Map<string, Note[]>();
  const makers = new Map<unknown, string>();
  for (const one of elements) {
    const subject = textOf(one, 'subject');
    if (typeOf(one) !== 'Annotation' || subject === undefined) continue;
    const info = field(one, 'creationInfo');
    const annotator = makers.get(info) ?? creatorsOf(one, byId)[0] ?? '';
    makers.set(info, annotator);
    const of = notes.get(subject) ?? [];
    notes.set(subject, of);
    of.push({ annotator, comment: textOf(one, 'statement') });
  }
  return notes;
}

/** Tools that an element was made with, as SPDX 2 writes them (clause 6.8). */
function creatorsOf(element: unknown, byId: ReadonlyMap<string, unknown>): readonly string[] {
  const info = field(element, 'creationInfo');
  const creation = typeof info === 'string' ? byId.get(info) : info;
  return textsOf(creation, 'createdUsing').flatMap((id) => {
    const name = textOf(byId.get(id), 'name');
    return name === undefined ? [] : [`Tool: ${name}`];
  });
}

/** Whether one of our own notes tells of the thing itself, and not of what was not looked at (`subjectNote`). */
const isOfThing = ({ comment }: Note): boolean =>
  /^\{(?:"component":"[a-z]{1,20}",)?"(?:image|layers)":/.test(comment ?? '');

function packageOf(
  one: unknown,
  notes: ReadonlyMap<string, readonly Note[]>,
  licences: ReadonlyMap<string, Members>,
): Members {
  const id = idOf(one) ?? '';
  const url = textOf(one, 'software_packageUrl');
  const references = listOf(one, 'externalIdentifier').flatMap((each) => {
    const [type, locator] = [identifierTypes.get(field(each, 'externalIdentifierType')), textOf(each, 'identifier')];
    // The same URL may stand in both places.
    if (type === undefined || locator === undefined || (type === 'purl' && url !== undefined)) return [];
    return [{ referenceType: type, referenceLocator: locator }];
  });
  return {
    SPDXID: id,
    name: field(one, 'name'),
    versionInfo: field(one, 'software_packageVersion'),
    sourceInfo: field(one, 'software_sourceInfo'),
    primaryPackagePurpose: purposeOf(textOf(one, 'software_primaryPurpose')),
    externalRefs: url === undefined ? references : [{ referenceType: 'purl', referenceLocator: url }, ...references],
    checksums: listOf(one, 'verifiedUsing').flatMap((each) => {
      const algorithm = algorithms.get(field(each, 'algorithm'));
      return algorithm === undefined ? [] : [{ algorithm, checksumValue: field(each, 'hashValue') }];
    }),
    annotations: notes.get(id) ?? [],
    ...licences.get(id),
  };
}

/** `operatingSystem` is `OPERATING-SYSTEM` in SPDX 2. */
const purposeOf = (said: string | undefined): string | undefined => said?.replace(/[A-Z]/g, '-$&').toUpperCase();

/** What packages declare, and the texts of licences that are not on the list. */
function licencesOf(
  relations: readonly unknown[],
  byId: ReadonlyMap<string, unknown>,
): { readonly said: ReadonlyMap<string, Members>; readonly texts: readonly Members[] } {
  const said = new Map<string, Members>();
  const texts = new Map<string, Members>();
  for (const one of relations) {
    const [member, from] = [licenceTypes.get(field(one, 'relationshipType')), textOf(one, 'from')];
    const [to] = textsOf(one, 'to');
    if (member === undefined || from === undefined || to === undefined) continue;
    const element = byId.get(to);
    const expression = textOf(element, 'simplelicensing_licenseExpression') ?? listedLicence.exec(to)?.[1];
    if (expression === undefined) continue;
    said.set(from, { ...said.get(from), [member]: expression });
    for (const entry of listOf(element, 'simplelicensing_customIdToUri')) {
      const [licenseId, text] = [textOf(entry, 'key'), byId.get(textOf(entry, 'value') ?? '')];
      if (licenseId === undefined || texts.has(licenseId)) continue;
      const [name, extractedText] = [textOf(text, 'name'), textOf(text, 'simplelicensing_licenseText')];
      texts.set(licenseId, { licenseId, name, extractedText });
    }
  }
  return { said, texts: [...texts.values()] };
}

function relationshipsOf(one: unknown): readonly Members[] {
  const relationshipType = relationshipTypes.get(field(one, 'relationshipType'));
  const spdxElementId = textOf(one, 'from');
  if (relationshipType === undefined || spdxElementId === undefined) return [];
  return textsOf(one, 'to').map((to) => ({
    spdxElementId,
    relationshipType,
    relatedSpdxElement: nothing.test(to) ? 'NONE' : to,
  }));
}
