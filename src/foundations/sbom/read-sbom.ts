import { SeaworthyError } from '../../core/index.ts';
import { Contents, type SbomReadOptions } from './contents.ts';
import { openDocument, type SbomDocument } from './document.ts';
import { sbomFormats } from './formats/list.ts';
import { type CatalogueResult, checkDocument } from './requirements/check-document.ts';
import type { ReadSbom, RecognisedSbom } from './sbom-format.ts';
import { type CarriedDocument, type Carrier, carried } from './statements.ts';

/** What is told of a document that somebody says something of it, which nobody here has checked. */
const unchecked: Readonly<Record<Carrier, string | undefined>> = {
  none: undefined,
  statement: 'it stands in a statement that nobody has signed',
  envelope: 'it stands in a signed statement, and the signature was not checked: anybody can have written it',
};

/**
 * A bill of materials as an inventory, in any of the forms of `sbomFormats`, also inside an in-toto statement, whose signature is not checked. A package
 * without a package URL is one of type `generic`, which nobody can look up, and what cannot be read is a problem of the inventory's coverage. Throws `E_FORMAT`
 * for what is no such document, `E_LIMIT` for one that is too large. `loadXml` was awaited before.
 */
export function readSbom(bytes: Uint8Array, where: string, options: SbomReadOptions): ReadSbom {
  return readCarried(carried(openDocument(bytes, where), where), where, options);
}

function readCarried({ document, carrier }: CarriedDocument, where: string, options: SbomReadOptions): ReadSbom {
  const contents = new Contents(where, options);
  const said = unchecked[carrier];
  if (said !== undefined) contents.problem(said, false, 'E_INCOMPLETE');
  return readDocument(document, where, contents);
}

/** A bill of materials that somebody vouches for: the predicate of a statement whose signature was checked. Throws as `readSbom`. */
export function readSbomPredicate(predicate: unknown, where: string, options: SbomReadOptions): ReadSbom {
  return readDocument({ form: 'json', value: predicate }, where, new Contents(where, options));
}

function readDocument(document: SbomDocument, where: string, contents: Contents): ReadSbom {
  const known = recognise(document);
  if (known?.read !== undefined && document.form === 'json')
    for (const name of document.repeated?.() ?? [])
      contents.problem(
        `the member ${name.slice(0, 100)} stands twice in one object: only the last of them was read`,
        true,
      );
  if (known?.read !== undefined) return { format: known.title, ...known.read(contents) };
  const what = known === undefined ? 'no bill of materials that is known here' : `${known.title} is not read here`;
  const read = sbomFormats.map(({ title }) => title).join(', ');
  throw new SeaworthyError('E_FORMAT', what, { where, next: `These are read: ${read}.` });
}

/**
 * The same, where the bytes are a bill of materials at all: by what they say, and not by what the file is called. Undefined for any other file. Throws for one
 * that is of a version which is not read, or too large.
 */
export function readIfSbom(bytes: Uint8Array, where: string, options: SbomReadOptions): ReadSbom | undefined {
  const opened = openIfWellFormed(bytes, where);
  return opened === undefined || recognise(opened.document) === undefined
    ? undefined
    : readCarried(opened, where, options);
}

/** What became of the requirements on a bill of materials. */
export interface CheckedSbom {
  /** `CycloneDX 1.6`. */
  readonly format: string;
  readonly catalogues: readonly CatalogueResult[];
}

/**
 * Holds a bill of materials against the catalogues of these ids, or against all. It asks what the document says, and nobody whether that is so. A signed
 * statement counts as signed; its signature is not checked. Throws as `readSbom`, and `E_FORMAT` for a kind that no catalogue speaks of. `loadXml` was
 * awaited before.
 */
export function checkSbom(bytes: Uint8Array, where: string, ids: readonly string[]): CheckedSbom {
  const { document, carrier } = carried(openDocument(bytes, where), where);
  const known = recognise(document);
  if (known?.stated === undefined)
    throw new SeaworthyError('E_FORMAT', `${known?.title ?? 'this'} is nothing that requirements speak of`, {
      where,
      next: 'They ask for CycloneDX or SPDX; seaworthy sbom sbom:FILE -o cyclonedx makes one of it.',
    });
  const stated = known.stated();
  const isSigned = stated.isSigned || carrier === 'envelope';
  return { format: known.title, catalogues: checkDocument({ ...stated, isSigned }, ids) };
}

function openIfWellFormed(bytes: Uint8Array, where: string): CarriedDocument | undefined {
  try {
    return carried(openDocument(bytes, where), where);
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT') return undefined;
    throw error;
  }
}

function recognise(document: SbomDocument): RecognisedSbom | undefined {
  for (const format of sbomFormats) {
    const known = format.recognise(document);
    if (known !== undefined) return known;
  }
  return undefined;
}
