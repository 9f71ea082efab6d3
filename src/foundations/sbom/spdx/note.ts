import {
  type Coverage,
  type Digest,
  type Distribution,
  defined,
  isDigest,
  isLeftOut,
  type LayerRef,
  type Package,
} from '../../../core/index.ts';
import { canonicalJsonOfAny, field, isObject, parseJson } from '../../formats/index.ts';
import { readCode } from '../code.ts';
import type { Claim, Contents } from '../contents.ts';
import { factsOf, formOf, subjectNotKnown } from '../file-facts.ts';
import { leftOutText } from '../left-out-text.ts';
import type { Listed } from '../listed.ts';
import { objects } from '../members.ts';
import type { ReadSbom } from '../sbom-format.ts';

/** Bytes of a note that is read. */
const maxBytes = 64 * 1024 * 1024;

/**
 * What SPDX 2 has no member for and what decides about advisories: an annotation of ours holds it as JSON, so that our documents can be read back.
 */
export function noteOf(found: Package, needs: readonly string[] | undefined, notKnown: readonly string[]): string {
  const { id, architecture, os, code, source, origin, licences, paths, layer, ownedBy, foundBy } = found;
  const { form, file, evidence, state, development, direct, files, versionOrder } = found;
  const more = {
    versionOrder,
    file,
    evidence,
    state,
    development,
    direct,
    needs,
    files: files.length === 0 ? undefined : files,
    component: form ?? 'logical',
    notKnown: notKnown.length === 0 ? undefined : notKnown,
  };
  return canonicalJsonOfAny({
    id,
    architecture,
    os,
    code,
    source,
    origin,
    licences,
    paths,
    layer,
    ownedBy,
    foundBy,
    ...more,
  });
}

/** Likewise of what the document is about: of an image which one, and the layers that are known. It has no file, and its maker and author may not be known. */
export function subjectNote(listed: Listed): string {
  const { subject, layers, author } = listed;
  const said = {
    layers,
    component: 'logical',
    notKnown: [...(author === undefined ? ['author'] : []), ...subjectNotKnown(listed)],
  };
  if (subject.kind !== 'image') return canonicalJsonOfAny(said);
  const { configDigest, indexDigest, platform } = subject;
  return canonicalJsonOfAny({ ...said, image: { configDigest, indexDigest, platform } });
}

/** Likewise of its distribution. */
export function distributionNote(distribution: Distribution): string {
  const { endOfLife: _ofToday, ...said } = distribution;
  return canonicalJsonOfAny({ distribution: said });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** What was not looked at and what nobody could identify, a note each: SPDX 2 has no place of its own for it. */
export function coverageNotes({ parts, problems, unidentified }: Coverage): readonly string[] {
  return [
    ...problems.map(({ where, message, incomplete }) => ({ problem: { where, message, incomplete } })),
    ...parts
      .filter(isLeftOut)
      .map(({ id, why = 'as asked' }) => ({ problem: { where: id, message: leftOutText(why), incomplete: true } })),
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
    code: readCode(field(note, 'code')),
    source: source.name === undefined ? undefined : { name: source.name, version: source.version ?? '' },
    origin: originOf(field(note, 'origin')),
    licences: texts(field(note, 'licences')),
    paths: texts(field(note, 'paths')),
    layer: layerOf(field(note, 'layer')),
    ownedBy: text(field(note, 'ownedBy')),
    foundBy,
    needs: Array.isArray(field(note, 'needs')) ? texts(field(note, 'needs')) : undefined,
    files: texts(field(note, 'files')),
    versionOrder: text(field(note, 'versionOrder')),
    isDeclared: field(note, 'evidence') === 'declared',
    form: formOf(text(field(note, 'component'))),
    file: factsOf(field(note, 'file')),
    state: text(field(note, 'state')),
    isForDevelopment: field(note, 'development') === true,
    isDirect: typeof field(note, 'direct') === 'boolean' ? field(note, 'direct') === true : undefined,
  };
}

/** What our own document says of what it is about; nothing in another's. */
export function readSubjectNote(annotations: readonly unknown[]): {
  readonly image?: ReadSbom['image'];
  readonly layers: readonly LayerRef[];
} {
  const note = annotations
    .filter(isOurs)
    .map(jsonOf)
    .find((one) => Array.isArray(field(one, 'layers')));
  const [image, layers] = [field(note, 'image'), field(note, 'layers')];
  return {
    layers: Array.isArray(layers) ? layers.flatMap((one) => layerOf(one) ?? []) : [],
    ...defined({ image: isObject(image) ? imageOf(image) : undefined }),
  };
}

function imageOf(image: unknown): ReadSbom['image'] {
  const platform = field(image, 'platform');
  const [os, architecture] = [text(field(platform, 'os')), text(field(platform, 'architecture'))];
  const variant = text(field(platform, 'variant'));
  return defined({
    configDigest: digestOf(field(image, 'configDigest')),
    indexDigest: digestOf(field(image, 'indexDigest')),
    platform:
      os === undefined || architecture === undefined ? undefined : { os, architecture, ...defined({ variant }) },
  });
}

/** What our own document says of the distribution; undefined for another's. */
export function readDistributionNote(annotations: readonly unknown[]): Distribution | undefined {
  const said = annotations
    .filter(isOurs)
    .map((one) => field(jsonOf(one), 'distribution'))
    .find(isObject);
  const [id, path] = [text(field(said, 'id')), text(field(said, 'path'))];
  if (id === undefined || path === undefined) return undefined;
  const [version, codename] = [text(field(said, 'version')), text(field(said, 'codename'))];
  const prettyName = text(field(said, 'prettyName'));
  const named = texts(field(said, 'repositories'));
  const repositories = named.length === 0 ? undefined : named;
  return { id, path, like: texts(field(said, 'like')), ...defined({ version, codename, prettyName, repositories }) };
}

const digestOf = (value: unknown): Digest | undefined =>
  typeof value === 'string' && isDigest(value) ? value : undefined;

function originOf(value: unknown): Claim['origin'] {
  const members = ['maintainer', 'vendor', 'bugs', 'commit', 'homepage', 'takenFrom'].flatMap((name) => {
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
