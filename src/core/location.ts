import { defined } from './defined.ts';
import type { LayerRef } from './layer-ref.ts';
import type { Subject } from './subject.ts';

/** A place in a text; both from 1, the column in UTF-16 units. */
interface TextPlace {
  readonly line?: number;
  readonly column?: number;
}

/** A file in an image, and the layer that brought it where that is known. */
export interface ImageFileLocation extends TextPlace {
  readonly kind: 'image-file';
  /** Without leading slash. */
  readonly path: string;
  readonly layer?: LayerRef;
}

/** A file of a working folder or a host. */
export interface FileLocation extends TextPlace {
  readonly kind: 'file';
  readonly path: string;
}

/** An entry of an image's configuration or history. */
export interface ImageConfigLocation extends TextPlace {
  readonly kind: 'image-config';
  /** `config:env/NAME`, `config:label/NAME`, `config:entrypoint` …, `history/N` with N from 1. */
  readonly entry: string;
  /** The layer that a step of the history made. */
  readonly layer?: LayerRef;
}

/** An object of Kubernetes, as its manifest names it. */
export interface ManifestObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where it has none; with a star at the end where the API makes the rest of it. */
  readonly name: string;
  readonly namespace?: string;
}

/** A field of a document in a file that holds several: a Kubernetes manifest. */
export interface ManifestLocation extends TextPlace {
  readonly kind: 'manifest';
  readonly path: string;
  /** JSON Pointer (RFC 6901) from the root of its document. */
  readonly pointer: string;
  /** Whose field it is. */
  readonly object?: ManifestObjectName;
}

/** Something that ran, and what it touched. */
export interface RuntimeLocation {
  readonly kind: 'runtime';
  readonly host: string;
  /** The executable of the process, as the kernel names it. */
  readonly process?: string;
  /** What it touched: a file, a connection; of an audit record the object. */
  readonly object?: string;
}

/** A tag or digest in a registry. */
export interface RegistryLocation {
  readonly kind: 'registry';
  /** With the registry's host: `registry.example/shop/web`. */
  readonly repository: string;
  /** `:tag` or `@sha256:…`. */
  readonly reference: string;
}

/** A request to a web service, and what of it. */
export interface WebLocation {
  readonly kind: 'web';
  /** Without user, password and fragment. */
  readonly url: string;
  readonly method?: string;
  /** The parameter, header or cookie. */
  readonly parameter?: string;
}

/** Nowhere in particular: the subject as a whole. */
export interface WholeLocation {
  readonly kind: 'whole';
}

/** Where in its subject a finding is. */
export type Location =
  | ImageFileLocation
  | FileLocation
  | ImageConfigLocation
  | ManifestLocation
  | RuntimeLocation
  | RegistryLocation
  | WebLocation
  | WholeLocation;

/** A location for people, and for formats that know only files and lines. */
export interface Place extends TextPlace {
  /** A path, or what stands for one; empty for the subject as a whole. */
  readonly path: string;
  readonly layer?: LayerRef;
}

/** The location of a file of a subject. */
export function fileIn(subject: Pick<Subject, 'kind'>, place: Place): ImageFileLocation | FileLocation {
  if (subject.kind === 'image') return { kind: 'image-file', ...place };
  const { layer: _none, ...file } = place;
  return { kind: 'file', ...file };
}

/** How each kind of location names its place. */
const paths: { readonly [K in Location['kind']]: (location: Extract<Location, { kind: K }>) => string } = {
  'image-file': ({ path }) => path,
  file: ({ path }) => path,
  'image-config': ({ entry }) => entry,
  manifest: ({ path }) => path,
  // As paths in an image, without leading slash.
  runtime: ({ process = '', object = process }) => object.replace(/^\//, ''),
  registry: ({ repository, reference }) => `${repository}${reference}`,
  web: ({ url }) => url,
  whole: () => '',
};

/** The place of a location, as far as a path and a line can tell it. */
export function placeOf(location: Location): Place {
  const path = (paths[location.kind] as (one: Location) => string)(location);
  const { line, column, layer } = location as Partial<Place>;
  return {
    path,
    ...defined({ line, column, layer }),
  };
}
