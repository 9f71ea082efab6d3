import {
  type Digest,
  defined,
  isDigest,
  type LayerRef,
  type PackageOrigin,
  type SourcePackage,
} from '../../../../core/index.ts';
import { field } from '../../../formats/index.ts';
import type { Contents } from '../../contents.ts';
import { objects, text } from '../../members.ts';
import { sourceOfRpm } from '../../purls.ts';
import type { ReadSbom, SbomFormat } from '../../sbom-format.ts';

/** Syft's own form, of every version of its schema that has package URLs (3 and later; facts of what Syft writes). */
export const syftJson: SbomFormat = {
  id: 'syft-json',
  title: "Syft's own JSON",
  recognise(document) {
    const value = document.form === 'json' ? document.value : undefined;
    const isSyft = Array.isArray(field(value, 'artifacts')) && field(field(value, 'descriptor'), 'name') === 'syft';
    if (!isSyft) return undefined;
    const version = field(field(value, 'schema'), 'version');
    const title = `Syft JSON${typeof version === 'string' ? ` ${version.slice(0, 20)}` : ''}`;
    return { title, read: (contents) => read(value, contents) };
  },
};

function read(document: unknown, contents: Contents): Omit<ReadSbom, 'format'> {
  const source = field(document, 'source');
  const layers = layersOf(source);
  const owners = readRelationships(document, contents);
  for (const [index, one] of objects(document, 'artifacts', 'the document', contents).entries()) {
    const place = `artifacts[${index}]`;
    const [id, version] = [text(one, 'id', place, contents), text(one, 'version', place, contents)];
    const metadata = field(one, 'metadata');
    contents.add({
      ref: id,
      name: text(one, 'name', place, contents) ?? '',
      version,
      purl: text(one, 'purl', place, contents) || undefined,
      cpe: firstCpe(one),
      what: text(one, 'type', place, contents) ?? 'package',
      architecture: textOf(metadata, 'architecture'),
      source: sourceOf(metadata, one),
      origin: originOf(metadata),
      licences: licencesOf(one),
      paths: pathsOf(one),
      layer: layerOf(one, layers),
      ownedBy: id === undefined ? undefined : owners.get(id),
    });
  }
  readDistribution(field(document, 'distro'), contents);
  const image = imageOf(source);
  return {
    name: nameOf(source) ?? contents.where,
    ...defined({ image }),
    inventory: contents.inventory([...layers.values()]),
  };
}

/** A text that is there and says something. */
function textOf(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

const listOf = (value: unknown, name: string): readonly unknown[] => {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
};

/** What packages need is told to `contents`; what comes back is who brought whom. */
function readRelationships(document: unknown, contents: Contents): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const one of objects(document, 'artifactRelationships', 'the document', contents)) {
    const [parent, child] = [textOf(one, 'parent'), textOf(one, 'child')];
    if (parent === undefined || child === undefined) continue;
    const type = field(one, 'type');
    // The parent is what the child needs.
    if (type === 'dependency-of') contents.needs(child, [parent]);
    else if (type === 'ownership-by-file-overlap' && !owners.has(child)) owners.set(child, parent);
  }
  return owners;
}

const digestIn = (value: unknown, name: string): Digest | undefined => {
  const found = textOf(value, name);
  return found !== undefined && isDigest(found) ? found : undefined;
};

/** Layers of the image by what the locations call them: the digest of the layer once it is inflated. */
function layersOf(source: unknown): ReadonlyMap<string, LayerRef> {
  const digests = listOf(field(source, 'metadata'), 'layers').map((one) => digestIn(one, 'digest'));
  const layers = new Map<string, LayerRef>();
  for (const [index, digest] of digests.entries())
    if (digest !== undefined && !layers.has(digest)) layers.set(digest, { index, digest });
  return layers;
}

function layerOf(artifact: unknown, layers: ReadonlyMap<string, LayerRef>): LayerRef | undefined {
  const [first] = listOf(artifact, 'locations');
  return layers.get(textOf(first, 'layerID') ?? '');
}

const pathsOf = (artifact: unknown): readonly string[] => [
  ...new Set(listOf(artifact, 'locations').flatMap((one) => textOf(one, 'path') ?? [])),
];

/** Before schema 11 a licence was a text. */
const licencesOf = (artifact: unknown): readonly string[] =>
  listOf(artifact, 'licenses').flatMap((one) =>
    typeof one === 'string' ? one : (textOf(one, 'spdxExpression') ?? textOf(one, 'value') ?? []),
  );

/** Before schema 16 a CPE name was a text. */
function firstCpe(artifact: unknown): string | undefined {
  const [first] = listOf(artifact, 'cpes');
  return typeof first === 'string' ? first : textOf(first, 'cpe');
}

/** Of a deb `source` and `sourceVersion`, of an apk `originPackage`, of an rpm `sourceRpm`: empty where it is the package's own. */
function sourceOf(metadata: unknown, artifact: unknown): SourcePackage | undefined {
  const [name, version] = [textOf(artifact, 'name') ?? '', textOf(artifact, 'version') ?? ''];
  const rpm = textOf(metadata, 'sourceRpm');
  if (rpm !== undefined) return sourceOfRpm(rpm);
  if (typeof field(metadata, 'source') === 'string')
    return { name: textOf(metadata, 'source') ?? name, version: textOf(metadata, 'sourceVersion') ?? version };
  if (typeof field(metadata, 'originPackage') === 'string')
    return { name: textOf(metadata, 'originPackage') ?? name, version };
  return undefined;
}

function originOf(metadata: unknown): PackageOrigin | undefined {
  return defined({
    maintainer: textOf(metadata, 'maintainer'),
    vendor: textOf(metadata, 'vendor'),
    commit: textOf(metadata, 'gitCommitOfApkPort'),
  });
}

function readDistribution(distro: unknown, contents: Contents): void {
  const id = textOf(distro, 'id') ?? textOf(distro, 'name');
  if (id === undefined) return;
  contents.distribution({
    id,
    like: listOf(distro, 'idLike').filter((one) => typeof one === 'string'),
    ...defined({
      version: textOf(distro, 'versionID'),
      codename: textOf(distro, 'versionCodename'),
      prettyName: textOf(distro, 'prettyName'),
    }),
    path: contents.where,
  });
}

/** Before schema 6 what is now `metadata` was `target`, an object or a path. */
function nameOf(source: unknown): string | undefined {
  const target = field(source, 'target');
  return (
    textOf(source, 'name') ??
    textOf(field(source, 'metadata'), 'userInput') ??
    textOf(target, 'userInput') ??
    (typeof target === 'string' ? target : undefined)
  );
}

function imageOf(source: unknown): ReadSbom['image'] {
  if (field(source, 'type') !== 'image') return undefined;
  const metadata = field(source, 'metadata');
  const [os, architecture] = [textOf(metadata, 'os'), textOf(metadata, 'architecture')];
  return defined({
    digest: digestIn(metadata, 'manifestDigest'),
    configDigest: digestIn(metadata, 'imageID'),
    platform: os === undefined || architecture === undefined ? undefined : { os, architecture },
  });
}
