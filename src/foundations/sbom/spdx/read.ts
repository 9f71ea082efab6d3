import { type Digest, defined, isDigest } from '../../../core/index.ts';
import { field } from '../../formats/index.ts';
import type { Contents } from '../contents.ts';
import { objects, text } from '../members.ts';
import type { ReadSbom, SbomFormat } from '../sbom-format.ts';
import { readCoverageNotes, readNote } from './note.ts';

/** SPDX 2.2 and 2.3 in JSON form, of whatever maker. SPDX 3 is another kind of document. */
export const spdx: SbomFormat = {
  recognise(document) {
    const version = field(document, 'spdxVersion');
    if (typeof version !== 'string') return undefined;
    return { title: version.slice(0, 20).replace('-', ' '), isRead: version === 'SPDX-2.2' || version === 'SPDX-2.3' };
  },
  read,
};

/** What packages are not software of their own: what the document is about, and the distribution. */
const purposes = { container: 'CONTAINER', system: 'OPERATING-SYSTEM' } as const;
const noSoftware: ReadonlySet<string | undefined> = new Set(['FILE', 'DEVICE']);

function read(document: unknown, contents: Contents): Omit<ReadSbom, 'format'> {
  const listed = objects(document, 'packages', 'the document', contents);
  const subject = subjectOf(document, listed, contents);
  const extracted = extractedLicences(document, contents);
  const refs = new Map<string, string>();
  let image: ReadSbom['image'];
  for (const [index, one] of listed.entries()) {
    const place = `packages[${index}]`;
    const purpose = text(one, 'primaryPackagePurpose', place, contents);
    const id = text(one, 'SPDXID', place, contents) ?? '';
    const name = text(one, 'name', place, contents) ?? '';
    const version = known(text(one, 'versionInfo', place, contents));
    const purl = purlOf(one, place, contents);
    const isFound = contents.canLookUp(purl);
    if (purpose === purposes.system && !isFound) {
      contents.distribution({ id: name, ...defined({ version }), path: contents.where });
      continue;
    }
    // The thing itself is no package in it, unless it is one that can be looked up.
    if (one === subject) {
      if (purpose === purposes.container) image = imageOf(one, version);
      if (!isFound && (purpose === purposes.container || purl === undefined)) continue;
    }
    if (purl === undefined && noSoftware.has(purpose)) {
      contents.problem(
        `${place}: ${name} is listed as ${purpose?.toLowerCase()} without a package URL`,
        false,
        'E_INCOMPLETE',
      );
      continue;
    }
    const note = objects(one, 'annotations', place, contents)
      .map(readNote)
      .find((said) => said !== undefined);
    if (id !== '') refs.set(id, note?.ref ?? id);
    contents.add({
      ref: id === '' ? undefined : id,
      name,
      version,
      purl,
      what: purpose?.toLowerCase() ?? 'package',
      source: builtFrom(text(one, 'sourceInfo', place, contents)),
      licences: licencesOf(one, extracted, place, contents),
      paths: [],
      ...note,
    });
  }
  readNeeds(document, refs, contents);
  readCoverageNotes(document, contents);
  const files = objects(document, 'files', 'the document', contents).length;
  if (files > 0) contents.problem(`lists ${files} files, which are no packages`, false, 'E_INCOMPLETE');
  return {
    name: text(document, 'name', 'the document', contents) ?? contents.where,
    ...defined({ image }),
    inventory: contents.inventory(),
  };
}

/** What packages need (clause 11.1). `NONE` says that it is nothing. */
function readNeeds(document: unknown, refs: ReadonlyMap<string, string>, contents: Contents): void {
  for (const one of objects(document, 'relationships', 'the document', contents)) {
    const type = field(one, 'relationshipType');
    if (type !== 'DEPENDS_ON' && type !== 'DEPENDENCY_OF') continue;
    const ends = [field(one, 'spdxElementId'), field(one, 'relatedSpdxElement')];
    const [from, to] = type === 'DEPENDS_ON' ? ends : ends.reverse();
    const [needing, needed] = [from, to].map((id) => (typeof id === 'string' ? refs.get(id) : undefined));
    if (needing !== undefined && (needed !== undefined || to === 'NONE'))
      contents.needs(needing, needed === undefined ? [] : [needed]);
  }
}

/**
 * The package that is the described thing itself. Some makers say that they describe every package: then it is the one container among them, and none where
 * there are several or none, since the others are what is in it.
 */
function subjectOf(document: unknown, listed: readonly unknown[], contents: Contents): unknown {
  const ids = describedBy(document, contents);
  const described = listed.filter((one) => {
    const id = field(one, 'SPDXID');
    return typeof id === 'string' && ids.has(id);
  });
  const containers = described.filter((one) => field(one, 'primaryPackagePurpose') === purposes.container);
  const [only, ...others] = containers.length > 0 ? containers : described;
  return others.length === 0 ? only : undefined;
}

/** Elements that the document is about: clause 11.1, and the shorter form that 2.2 has for it. */
function describedBy(document: unknown, contents: Contents): ReadonlySet<string> {
  const short = field(document, 'documentDescribes');
  const related = objects(document, 'relationships', 'the document', contents).flatMap((one) =>
    field(one, 'relationshipType') === 'DESCRIBES' && field(one, 'spdxElementId') === 'SPDXRef-DOCUMENT'
      ? [field(one, 'relatedSpdxElement')]
      : [],
  );
  return new Set([...(Array.isArray(short) ? short : []), ...related].filter((id) => typeof id === 'string'));
}

/** Licences that are not on the list, as they were written, by the id under which packages refer to them. */
function extractedLicences(document: unknown, contents: Contents): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const one of objects(document, 'hasExtractedLicensingInfos', 'the document', contents)) {
    const [id, name, whole] = [field(one, 'licenseId'), field(one, 'name'), field(one, 'extractedText')];
    const said = [name, whole].find((text): text is string => typeof text === 'string' && text !== 'NOASSERTION');
    if (typeof id === 'string' && said !== undefined) texts.set(id, said);
  }
  return texts;
}

function licencesOf(
  one: unknown,
  extracted: ReadonlyMap<string, string>,
  place: string,
  contents: Contents,
): readonly string[] {
  const said = ['licenseDeclared', 'licenseConcluded']
    .map((name) => text(one, name, place, contents))
    .find((found) => found !== undefined && found !== '' && found !== 'NOASSERTION' && found !== 'NONE');
  return said === undefined ? [] : [extracted.get(said) ?? said];
}

function purlOf(one: unknown, place: string, contents: Contents): string | undefined {
  const [purl, ...others] = objects(one, 'externalRefs', place, contents)
    .filter((ref) => field(ref, 'referenceType') === 'purl')
    .map((ref) => field(ref, 'referenceLocator'))
    .filter((locator) => typeof locator === 'string');
  if (others.length > 0) contents.problem(`${place}: more than one package URL: the first was taken`, true);
  return purl;
}

/** Nothing is said (clause 3.1 has it so for other members, and makers do it here). */
const known = (said: string | undefined): string | undefined =>
  said === 'NOASSERTION' || said === 'NONE' ? undefined : said;

/** `built package from: openssl 3.0.17-1`, as Trivy writes it. */
function builtFrom(info: string | undefined): { readonly name: string; readonly version: string } | undefined {
  const found = /^built package from: (\S{1,200}) (\S{1,200})$/.exec(info ?? '');
  return found === null ? undefined : { name: found[1] ?? '', version: found[2] ?? '' };
}

function imageOf(one: unknown, version: string | undefined): ReadSbom['image'] {
  const sums = field(one, 'checksums');
  const digests = (Array.isArray(sums) ? sums : []).map(
    (sum) => `${String(field(sum, 'algorithm')).toLowerCase()}:${String(field(sum, 'checksumValue')).toLowerCase()}`,
  );
  const digest = [version ?? '', ...digests].find((text): text is Digest => isDigest(text));
  return digest === undefined ? {} : { digest };
}
