import {
  type Digest,
  defined,
  isDigest,
  type LayerRef,
  type LinkedCode,
  type PackageOrigin,
  type Platform,
  parsePurl,
} from '../../../core/index.ts';
import { field } from '../../formats/index.ts';
import { readCodeText } from '../code.ts';
import type { Claim, Contents } from '../contents.ts';
import { tellElsewhere } from '../elsewhere.ts';
import { factsOf, formOf } from '../file-facts.ts';
import { objects, text, textsOfJson } from '../members.ts';
import type { ReadSbom } from '../sbom-format.ts';
import { isNoPackage, type Properties, pathsBy, sourceBy } from './makers.ts';

/** Components that are no software by themselves: listed besides, and not to be identified. */
const noSoftware: ReadonlySet<string> = new Set(['file', 'data', 'cryptographic-asset', 'device']);

/** What a document lists, in the shape that it has in JSON form (ECMA-424), whichever form it is in. */
export function readBom(document: unknown, contents: Contents): Omit<ReadSbom, 'format'> {
  const metadata = field(document, 'metadata');
  const subject = field(metadata, 'component');
  const properties = propertiesOf(subject, 'metadata.component', contents);
  const layers = layersOf(properties);
  const reader = new ComponentReader(contents, layers);
  // The thing itself is no package in it, unless it is one that can be looked up, or says so in a way that cannot be read.
  const purl = text(subject, 'purl', 'metadata.component', contents);
  if (purl !== undefined && (contents.canLookUp(purl) || parsePurl(purl) === undefined))
    reader.read(subject, 'metadata.component');
  else reader.readAll(subject, 'metadata.component');
  for (const [index, one] of objects(document, 'components', 'the document', contents).entries())
    reader.read(one, `components[${index}]`);
  reader.end();
  for (const one of objects(document, 'dependencies', 'the document', contents)) {
    const [ref, needed] = [field(one, 'ref'), field(one, 'dependsOn')];
    if (typeof ref === 'string') contents.needs(ref, textsIn(needed));
  }
  ownCoverage(metadata, contents);
  for (const { aggregate } of objects(document, 'compositions', 'the document', contents) as { aggregate?: unknown }[])
    if (typeof aggregate === 'string' && aggregate.startsWith('incomplete'))
      contents.problem(`it says of itself that it is ${aggregate.replaceAll('_', ' ')}`, true, 'E_INCOMPLETE');
  const image = imageOf(subject, properties, contents);
  return {
    name: text(subject, 'name', 'metadata.component', contents) ?? contents.where,
    ...defined({ image }),
    inventory: contents.inventory([...layers.values()].sort((a, b) => a.index - b.index)),
  };
}

function propertiesOf(value: unknown, place: string, contents: Contents): Properties {
  const properties = new Map<string, string>();
  for (const one of objects(value, 'properties', place, contents)) {
    const [name, said] = [field(one, 'name'), field(one, 'value')];
    // The first of a name counts; both members are optional in the schema.
    if (typeof name === 'string' && typeof said === 'string' && !properties.has(name)) properties.set(name, said);
  }
  return properties;
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const own = (properties: Properties, name: string): string | undefined => properties.get(`seaworthy:${name}`);

/** The layers of the image, from our own documents. */
function layersOf(properties: Properties): ReadonlyMap<number, LayerRef> {
  const layers = new Map<number, LayerRef>();
  for (const [name, digest] of properties) {
    const index = /^seaworthy:layer:(\d{1,5}):digest$/.exec(name)?.[1];
    if (index === undefined || !isDigest(digest)) continue;
    const createdBy = own(properties, `layer:${index}:created-by`);
    layers.set(Number(index), { index: Number(index), digest, ...defined({ createdBy }) });
  }
  return layers;
}

/** What our own document could not look at, so that a reader of it knows it too. */
function ownCoverage(metadata: unknown, contents: Contents): void {
  // Of these, unlike other properties, one name is there several times.
  for (const one of objects(metadata, 'properties', 'metadata', contents)) {
    const [name, value] = [field(one, 'name'), field(one, 'value')];
    if (typeof name !== 'string' || typeof value !== 'string') continue;
    const path = /^seaworthy:unidentified:\/(.*)$/s.exec(name)?.[1];
    if (path !== undefined) contents.unidentified(path, value);
    else if (name.startsWith('seaworthy:problem:'))
      contents.problem(`it says of itself: ${value}`, false, 'E_INCOMPLETE');
  }
}

function imageOf(subject: unknown, properties: Properties, contents: Contents): ReadSbom['image'] {
  if (field(subject, 'type') !== 'container') return undefined;
  const digestOf = (said: string | undefined): Digest | undefined =>
    said !== undefined && isDigest(said) ? said : undefined;
  const digest = digestOf(text(subject, 'version', 'metadata.component', contents));
  const configDigest = digestOf(own(properties, 'image:config-digest'));
  const indexDigest = digestOf(own(properties, 'image:index-digest'));
  const platform = platformOf(own(properties, 'image:platform'));
  return {
    ...defined({ digest, configDigest, indexDigest, platform }),
  };
}

function platformOf(said: string | undefined): Platform | undefined {
  const [os, architecture, variant] = said?.split('/') ?? [];
  if (!os || !architecture) return undefined;
  return { os, architecture, ...(variant ? { variant } : {}) };
}

/** Reads components, which may hold components. JSON is no deeper than its reader allows, so neither are they. */
class ComponentReader {
  readonly #contents: Contents;
  readonly #layers: ReadonlyMap<number, LayerRef>;
  #files = 0;
  /** References of components to bills of materials of their own. */
  #elsewhere = 0;

  constructor(contents: Contents, layers: ReadonlyMap<number, LayerRef>) {
    this.#contents = contents;
    this.#layers = layers;
  }

  /** What a component holds. */
  readAll(component: unknown, place: string): void {
    for (const [index, one] of objects(component, 'components', place, this.#contents).entries())
      this.read(one, `${place}.components[${index}]`);
  }

  read(component: unknown, place: string): void {
    this.readAll(component, place);
    for (const reference of objects(component, 'externalReferences', place, this.#contents))
      if (field(reference, 'type') === 'bom') this.#elsewhere++;
    const type = text(component, 'type', place, this.#contents) ?? 'component';
    const name = text(component, 'name', place, this.#contents) ?? '';
    const version = text(component, 'version', place, this.#contents);
    const purl = text(component, 'purl', place, this.#contents);
    const properties = propertiesOf(component, place, this.#contents);
    if (type === 'operating-system' && !this.#contents.canLookUp(purl)) {
      this.#system(name, version, properties, place);
      return;
    }
    if (purl === undefined && noSoftware.has(type)) {
      this.#files++;
      return;
    }
    if (purl === undefined && isNoPackage(properties)) return;
    this.#contents.add({
      ref: text(component, 'bom-ref', place, this.#contents),
      name,
      group: text(component, 'group', place, this.#contents),
      version,
      purl,
      cpe: text(component, 'cpe', place, this.#contents),
      what: type,
      architecture: own(properties, 'architecture'),
      os: own(properties, 'os'),
      code: this.#code(properties, place),
      source: sourceBy(properties, version ?? ''),
      origin: originOf(properties),
      licences: this.#licences(component, place),
      paths: this.#paths(component, properties, place),
      layer: this.#layer(properties),
      ownedBy: own(properties, 'owned-by'),
      needs: this.#list(properties, 'needs', place),
      files: this.#list(properties, 'files', place),
      isDeclared: own(properties, 'evidence') === 'declared',
      form: formOf(own(properties, 'component')),
      file: factsOf(this.#file(component, properties, place)),
      state: own(properties, 'state'),
      isForDevelopment: own(properties, 'development') === 'true',
      isDirect: { true: true, false: false }[own(properties, 'direct') ?? ''],
      foundBy: own(properties, 'found-by'),
      versionOrder: own(properties, 'version-order'),
    });
  }

  end(): void {
    tellElsewhere(this.#elsewhere, this.#contents);
    if (this.#files > 0)
      this.#contents.problem(
        `lists ${this.#files} files, data or devices, which are no packages`,
        false,
        'E_INCOMPLETE',
      );
  }

  #system(name: string, version: string | undefined, properties: Properties, place: string): void {
    const codename = own(properties, 'codename');
    if (name === '') this.#contents.problem(`${place}: an operating system without a name`, true);
    else
      this.#contents.distribution({
        id: name,
        ...(version === undefined || version === '' ? {} : { version }),
        ...defined({ codename, prettyName: own(properties, 'pretty-name') }),
        ...defined({ repositories: own(properties, 'repositories')?.split(' ') }),
        like: own(properties, 'like')?.split(' ') ?? [],
        path: own(properties, 'path') ?? this.#contents.where,
      });
  }

  /** A list that our own documents have as JSON. */
  #list(properties: Properties, name: string, place: string): readonly string[] | undefined {
    const said = own(properties, name);
    if (said === undefined) return undefined;
    const list = textsOfJson(said);
    if (list === undefined) this.#contents.problem(`${place}: seaworthy:${name} is no list of texts`, true);
    return list;
  }

  /** What our own documents say of the file that it is. */
  #file(component: unknown, properties: Properties, place: string): object {
    const sums = new Map(
      objects(component, 'hashes', place, this.#contents).map((one) => [field(one, 'alg'), field(one, 'content')]),
    );
    const is = (about: string, value: string): boolean => properties.get(`bsi:component:${about}`) === value;
    return {
      sha256: sums.get('SHA-256'),
      sha512: sums.get('SHA-512'),
      executable: is('executable', 'executable'),
      archive: is('archive', 'archive'),
    };
  }

  #code(properties: Properties, place: string): LinkedCode | undefined {
    const said = own(properties, 'code');
    if (said === undefined) return undefined;
    const code = readCodeText(said);
    if (code === undefined) this.#contents.problem(`${place}: seaworthy:code cannot be read`, true);
    return code;
  }

  #licences(component: unknown, place: string): readonly string[] {
    return objects(component, 'licenses', place, this.#contents).flatMap((choice) => {
      const licence = field(choice, 'license');
      const said = [field(choice, 'expression'), field(licence, 'id'), field(licence, 'name')];
      return said.find((one): one is string => typeof one === 'string') ?? [];
    });
  }

  /** Where it was found: occurrences, then what identified it, then what its maker puts into properties. */
  #paths(component: unknown, properties: Properties, place: string): readonly string[] {
    const evidence = field(component, 'evidence');
    const identities = field(evidence, 'identity');
    const proofs = (Array.isArray(identities) ? identities : [identities])
      .flatMap((one) => objects(one, 'methods', `${place}.evidence.identity`, this.#contents))
      .map((one) => field(one, 'value'));
    const occurrences = objects(evidence, 'occurrences', `${place}.evidence`, this.#contents).map((one) =>
      field(one, 'location'),
    );
    const texts = (values: readonly unknown[]): string[] =>
      values.filter((one): one is string => typeof one === 'string' && one !== '');
    const found = [texts(occurrences), pathsBy(properties), texts(proofs)].find((paths) => paths.length > 0) ?? [];
    // The file that proves it is the first of those it occurs in.
    const [first] = texts(proofs);
    return first !== undefined && found.includes(first) ? [first, ...found.filter((one) => one !== first)] : found;
  }

  #layer(properties: Properties): LayerRef | undefined {
    const [index, digest] = [own(properties, 'layer:index'), own(properties, 'layer:digest')];
    if (index === undefined || digest === undefined || !/^\d{1,5}$/.test(index) || !isDigest(digest)) return undefined;
    const known = this.#layers.get(Number(index));
    return known?.digest === digest ? known : { index: Number(index), digest };
  }
}

const originMembers = [
  'maintainer',
  'vendor',
  'bugs',
  'commit',
  'homepage',
  'takenFrom',
] as const satisfies readonly (keyof PackageOrigin)[];

function originOf(properties: Properties): Claim['origin'] {
  return Object.fromEntries(
    originMembers.flatMap((name) => {
      const said = own(properties, `origin:${name}`);
      return said === undefined ? [] : [[name, said] as const];
    }),
  );
}
