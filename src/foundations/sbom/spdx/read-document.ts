import { count, type Digest, defined, isDigest, type LayerRef } from '../../../core/index.ts';
import { field } from '../../formats/index.ts';
import type { Claim, Contents } from '../contents.ts';
import { tellElsewhere } from '../elsewhere.ts';
import { objects, text } from '../members.ts';
import type { ReadSbom } from '../sbom-format.ts';
import { readCoverageNotes, readDistributionNote, readNote, readSubjectNote } from './note.ts';

/** What packages are not software of their own: what the document is about, and the distribution. */
const purposes = { container: 'CONTAINER', system: 'OPERATING-SYSTEM' } as const;
const noSoftware: ReadonlySet<string | undefined> = new Set(['FILE', 'DEVICE']);

/** What a document lists, in the shape that SPDX 2 has in JSON form, whichever form it is in. */
export function readSpdx(document: unknown, contents: Contents): Omit<ReadSbom, 'format'> {
  return new SpdxReader(document, contents).read();
}

/** Reads one document: the elements that others point at first. */
class SpdxReader {
  readonly #document: unknown;
  readonly #contents: Contents;
  readonly #relations: readonly Relation[];
  readonly #extracted: ReadonlyMap<string, string>;
  readonly #isTrivys: boolean;
  /** What our own documents call a package, by its element id; else the element id. */
  readonly #refs = new Map<string, string>();
  #image: ReadSbom['image'];
  #layers: readonly LayerRef[] = [];

  constructor(document: unknown, contents: Contents) {
    this.#document = document;
    this.#contents = contents;
    this.#relations = relationsOf(document, contents);
    this.#extracted = extractedLicences(document, contents);
    this.#isTrivys = isBy(document, 'trivy');
  }

  read(): Omit<ReadSbom, 'format'> {
    const document = this.#document;
    const contents = this.#contents;
    const listed = objects(document, 'packages', 'the document', contents);
    const subject = subjectOf(document, listed, this.#relations);
    const owners = ownersIn(this.#relations);
    const upstream = this.#toldByOthers(listed);
    for (const [index, one] of listed.entries()) {
      const place = `packages[${index}]`;
      const isSubject = one === subject;
      if (isSubject) this.#readSubject(one, place);
      const claim = this.#claimOf(one, place, isSubject);
      if (claim === undefined || (claim.ref !== undefined && upstream.has(claim.ref))) continue;
      if (claim.ref !== undefined && !this.#refs.has(claim.ref)) this.#refs.set(claim.ref, claim.ref);
      contents.add({ ownedBy: owners.get(claim.ref ?? ''), ...claim, ...this.#noteOn(one, place, claim.ref) });
    }
    if (upstream.size > 0)
      contents.problem(
        `${count(upstream.size, 'package')} without a package URL ${upstream.size === 1 ? 'is' : 'are'} told by what ${upstream.size === 1 ? 'it descends' : 'they descend'} from, which is listed too`,
        false,
        'E_INCOMPLETE',
      );
    const foreign = this.#relations.filter(({ from, to }) => isElsewhere(from) || isElsewhere(to)).length;
    tellElsewhere(foreign, contents);
    readNeeds(this.#relations, this.#refs, contents);
    readCoverageNotes(document, contents);
    const files = objects(document, 'files', 'the document', contents).length;
    if (files > 0) contents.problem(`lists ${files} files, which are no packages`, false, 'E_INCOMPLETE');
    return {
      name: text(document, 'name', 'the document', contents) ?? contents.where,
      ...defined({ image: this.#image }),
      inventory: contents.inventory(this.#layers),
    };
  }

  #readSubject(one: unknown, place: string): void {
    const { image, layers } = readSubjectNote(objects(one, 'annotations', place, this.#contents));
    this.#layers = layers;
    if (purposeOf(one, place, this.#contents) === purposes.container)
      this.#image = { ...imageOf(one, known(text(one, 'versionInfo', place, this.#contents))), ...image };
  }

  /** What the document says of a package; undefined for what is no software by itself. */
  #claimOf(one: unknown, place: string, isSubject: boolean): Claim | undefined {
    const contents = this.#contents;
    const purpose = purposeOf(one, place, contents);
    const ref = text(one, 'SPDXID', place, contents) || undefined;
    const name = text(one, 'name', place, contents) ?? '';
    const version = known(text(one, 'versionInfo', place, contents));
    const purl = purlOf(one, place, contents);
    const isFound = contents.canLookUp(purl);
    if (purpose === purposes.system && !isFound) {
      const note = readDistributionNote(objects(one, 'annotations', place, contents));
      contents.distribution(note ?? { id: name, ...defined({ version }), like: [], path: contents.where });
      return undefined;
    }
    // The thing itself is no package in it, unless it is one that can be looked up.
    if (isSubject && !isFound && (purpose === purposes.container || purl === undefined)) return undefined;
    // A heading over what was found in one file, or of one kind.
    if (this.#isTrivys && purl === undefined && ref?.startsWith('SPDXRef-Application-') === true) return undefined;
    if (purl === undefined && noSoftware.has(purpose)) {
      contents.problem(
        `${place}: ${name} is listed as ${purpose?.toLowerCase()} without a package URL`,
        false,
        'E_INCOMPLETE',
      );
      return undefined;
    }
    const info = text(one, 'sourceInfo', place, contents) ?? '';
    return {
      ref,
      name,
      version,
      purl,
      cpe: referencesOf(one, cpeTypes, place, contents)[0],
      what: purpose?.toLowerCase() ?? 'package',
      source: builtFrom(info),
      licences: licencesOf(one, this.#extracted, place, contents),
      paths: foundIn(info),
    };
  }

  /** What an annotation of ours says of it, and what our document calls it. */
  #noteOn(one: unknown, place: string, ref: string | undefined): Partial<Claim> {
    const note = objects(one, 'annotations', place, this.#contents)
      .map(readNote)
      .find((said) => said !== undefined);
    if (ref !== undefined && note?.ref !== undefined) this.#refs.set(ref, note.ref);
    return note === undefined ? {} : { ...note, ref: note.ref ?? ref };
  }

  /** Packages that nobody could look up, and that say themselves which of the others they are made of. */
  #toldByOthers(listed: readonly unknown[]): ReadonlySet<string> {
    const isKnown = new Map<string, boolean>();
    for (const [index, one] of listed.entries()) {
      const id = field(one, 'SPDXID');
      if (typeof id === 'string' && !isKnown.has(id))
        isKnown.set(id, referencesOf(one, purlTypes, `packages[${index}]`, this.#contents).length > 0);
    }
    return new Set(
      this.#relations.flatMap(({ from, type, to }) => {
        const [one, other] = type === 'ANCESTOR_OF' ? [to, from] : [from, to];
        const isMade = type === 'ANCESTOR_OF' || type === 'DESCENDANT_OF' || type === 'COPY_OF';
        return isMade && isKnown.get(one) === false && isKnown.get(other) === true ? [one] : [];
      }),
    );
  }
}

/** Whether an id is of an element in another document (clause 6.6). */
const isElsewhere = (id: string): boolean => id.startsWith('DocumentRef-');

/** One element says something of another (clause 11.1). */
interface Relation {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly comment: string;
}

function relationsOf(document: unknown, contents: Contents): readonly Relation[] {
  return objects(document, 'relationships', 'the document', contents).flatMap((one) => {
    const [from, type, to] = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((name) =>
      field(one, name),
    );
    const comment = field(one, 'comment');
    if (typeof from !== 'string' || typeof type !== 'string' || typeof to !== 'string') return [];
    return [{ from, type, to, comment: typeof comment === 'string' ? comment : '' }];
  });
}

/** What packages need. `NONE` says that it is nothing. */
function readNeeds(relations: readonly Relation[], refs: ReadonlyMap<string, string>, contents: Contents): void {
  for (const { from, type, to } of relations) {
    if (type !== 'DEPENDS_ON' && type !== 'DEPENDENCY_OF') continue;
    const [one, other] = type === 'DEPENDS_ON' ? [from, to] : [to, from];
    const [needing, needed] = [refs.get(one), refs.get(other)];
    if (needing !== undefined && (needed !== undefined || other === 'NONE'))
      contents.needs(needing, needed === undefined ? [] : [needed]);
  }
}

/** Who brought whom, where Syft says so: SPDX has no word for it. */
function ownersIn(relations: readonly Relation[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { from, type, to, comment } of relations)
    if (type === 'OTHER' && comment.startsWith('ownership-by-file-overlap') && !owners.has(to)) owners.set(to, from);
  return owners;
}

/**
 * The package that is the described thing itself. Some makers say that they describe every package: then it is the one container among them, and none where
 * there are several or none, since the others are what is in it.
 */
function subjectOf(document: unknown, listed: readonly unknown[], relations: readonly Relation[]): unknown {
  const ids = describedBy(document, relations);
  const described = listed.filter((one) => {
    const id = field(one, 'SPDXID');
    return typeof id === 'string' && ids.has(id);
  });
  const containers = described.filter(
    (one) => plainPurpose(field(one, 'primaryPackagePurpose')) === purposes.container,
  );
  const [only, ...others] = containers.length > 0 ? containers : described;
  return others.length === 0 ? only : undefined;
}

/** Elements that the document is about: clause 11.1, and the shorter form that 2.2 has for it. */
function describedBy(document: unknown, relations: readonly Relation[]): ReadonlySet<unknown> {
  const short = field(document, 'documentDescribes');
  const related = relations.flatMap(({ from, type, to }) =>
    type === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT' ? [to] : [],
  );
  return new Set([...(Array.isArray(short) ? short : []), ...related]);
}

/** Whether a tool of this name is among the creators (clause 6.8). */
function isBy(document: unknown, tool: string): boolean {
  const creators = field(field(document, 'creationInfo'), 'creators');
  const mark = `Tool: ${tool}`;
  return (
    Array.isArray(creators) &&
    creators.some((one) => typeof one === 'string' && (one === mark || one.startsWith(`${mark}-`)))
  );
}

/** JSON has underlines where the text of the specification has hyphens (clause 7.24). */
const plainPurpose = (said: unknown): string | undefined =>
  typeof said === 'string' ? said.replaceAll('_', '-') : undefined;

const purposeOf = (one: unknown, place: string, contents: Contents): string | undefined =>
  plainPurpose(text(one, 'primaryPackagePurpose', place, contents));

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

const purlTypes: ReadonlySet<unknown> = new Set(['purl']);
const cpeTypes: ReadonlySet<unknown> = new Set(['cpe23Type', 'cpe22Type']);

/** What refers to it from outside under one of these types (clause 7.21). */
function referencesOf(one: unknown, types: ReadonlySet<unknown>, place: string, contents: Contents): readonly string[] {
  return objects(one, 'externalRefs', place, contents)
    .filter((ref) => types.has(field(ref, 'referenceType')))
    .map((ref) => field(ref, 'referenceLocator'))
    .filter((locator) => typeof locator === 'string');
}

function purlOf(one: unknown, place: string, contents: Contents): string | undefined {
  const [purl, ...others] = referencesOf(one, purlTypes, place, contents);
  if (others.length > 0) contents.problem(`${place}: more than one package URL: the first was taken`, true);
  return purl;
}

/** Nothing is said (clause 3.1 has it so for other members, and makers do it here). */
const known = (said: string | undefined): string | undefined =>
  said === 'NOASSERTION' || said === 'NONE' ? undefined : said;

/** `built package from: openssl 3.0.17-1`, as Trivy writes it. */
function builtFrom(info: string): { readonly name: string; readonly version: string } | undefined {
  const found = /^built package from: (\S{1,200}) (\S{1,200})$/.exec(info);
  return found === null ? undefined : { name: found[1] ?? '', version: found[2] ?? '' };
}

/** `acquired package info from DPKG DB: /var/lib/dpkg/status, /usr/share/doc/a/copyright`, as Syft writes it. */
function foundIn(info: string): readonly string[] {
  const [, paths] = /^acquired package info from [^:]{1,200}: (.+)$/s.exec(info) ?? [];
  return paths?.split(', ') ?? [];
}

function imageOf(one: unknown, version: string | undefined): ReadSbom['image'] {
  const sums = field(one, 'checksums');
  const digests = (Array.isArray(sums) ? sums : []).map(
    (sum) => `${String(field(sum, 'algorithm')).toLowerCase()}:${String(field(sum, 'checksumValue')).toLowerCase()}`,
  );
  const digest = [version ?? '', ...digests].find((text): text is Digest => isDigest(text));
  return digest === undefined ? {} : { digest };
}
