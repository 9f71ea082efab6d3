import { type Coverage, defined, instruction, isDigest, type LayerRef, type Package } from '../../../core/index.ts';
import { canonicalJsonOfAny, field, isObject, parseJson } from '../../formats/index.ts';
import type { Claim, Contents } from '../contents.ts';
import { objects } from '../members.ts';

/** Bytes of a note that is read. */
const maxBytes = 1024 * 1024;

/**
 * What SPDX 2 has no member for and what decides about advisories: an annotation of ours holds it as JSON, so that our documents can be read back.
 */
export function noteOf({
  id,
  architecture,
  os,
  source,
  origin,
  licences,
  paths,
  layer,
  ownedBy,
  foundBy,
}: Package): string {
  const note = {
    id,
    architecture,
    os,
    source,
    origin,
    licences,
    paths,
    layer: layer && { ...layer, createdBy: layer.createdBy === undefined ? undefined : instruction(layer) },
    ownedBy,
    foundBy,
  };
  return canonicalJsonOfAny(note);
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** What was not looked at and what nobody could identify, a note each: SPDX 2 has no place of its own for it. */
export function coverageNotes({ problems, unidentified }: Coverage): readonly string[] {
  return [
    ...problems.map(({ where, message, incomplete }) => ({ problem: { where, message, incomplete } })),
    ...unidentified.map(({ path, what }) => ({ unidentified: { path, what } })),
  ].map(canonicalJsonOfAny);
}

/** What our own document could not look at, so that a reader of it knows it too. One that nobody understands may have said that something was missed. */
export function readCoverageNotes(document: unknown, contents: Contents): void {
  for (const annotation of objects(document, 'annotations', 'the document', contents)) {
    if (!isOurs(annotation)) continue;
    const note = jsonOf(annotation);
    const [problem, unidentified] = [field(note, 'problem'), field(note, 'unidentified')];
    const [where, message] = [text(field(problem, 'where')), text(field(problem, 'message'))];
    const [path, what] = [text(field(unidentified, 'path')), text(field(unidentified, 'what'))];
    if (path !== undefined && what !== undefined) contents.unidentified(path, what);
    else if (where !== undefined && message !== undefined)
      contents.problem(
        `it says of itself: ${where}: ${message}`,
        field(problem, 'incomplete') !== false,
        'E_INCOMPLETE',
      );
    else contents.problem('an annotation that says what was not looked at cannot be read', true);
  }
}

const isOurs = (annotation: unknown): boolean =>
  text(field(annotation, 'annotator'))?.startsWith('Tool: seaworthy-') === true;

function jsonOf(annotation: unknown): unknown {
  const comment = text(field(annotation, 'comment'));
  if (comment === undefined) return undefined;
  try {
    return parseJson(Buffer.from(comment), 'annotation', { maxBytes });
  } catch {
    return undefined;
  }
}

/** What an annotation of ours says; undefined for another's, and for one that was changed into something else. */
export function readNote(annotation: unknown): Partial<Claim> | undefined {
  if (!isOurs(annotation)) return undefined;
  const note = jsonOf(annotation);
  const foundBy = text(field(note, 'foundBy'));
  if (!isObject(note) || foundBy === undefined) return undefined;
  const source = { name: text(field(note.source, 'name')), version: text(field(note.source, 'version')) };
  return {
    ref: text(note.id),
    architecture: text(field(note, 'architecture')),
    os: text(field(note, 'os')),
    source: source.name === undefined ? undefined : { name: source.name, version: source.version ?? '' },
    origin: originOf(field(note, 'origin')),
    licences: texts(field(note, 'licences')),
    paths: texts(field(note, 'paths')),
    layer: layerOf(field(note, 'layer')),
    ownedBy: text(field(note, 'ownedBy')),
    foundBy,
  };
}

function originOf(value: unknown): Claim['origin'] {
  const members = ['maintainer', 'vendor', 'bugs', 'commit', 'takenFrom'].flatMap((name) => {
    const said = text(field(value, name));
    return said === undefined ? [] : [[name, said] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function layerOf(value: unknown): LayerRef | undefined {
  const [index, digest, createdBy] = [field(value, 'index'), field(value, 'digest'), text(field(value, 'createdBy'))];
  if (typeof index !== 'number' || !Number.isInteger(index) || typeof digest !== 'string' || !isDigest(digest))
    return undefined;
  return { index, digest, ...defined({ createdBy }) };
}
