import { type Digest, isDigest, type Limits, type Platform, parseDigest, SeaworthyError } from '../../core/index.ts';
import type { EngineId, EngineWorld } from '../platforms/engines/index.ts';
import type { ArchiveShelf } from './archive-shelf.ts';
import type { OpenedImage } from './image.ts';
import { isDockersImage, refuseElsewhere } from './places-elsewhere.ts';

/** Where an image that is named without a scheme may be taken from. */
export type FromPlace = EngineId | 'registry';

/** How engines of this machine are asked. */
export interface EngineChoice extends EngineWorld {
  /** The one place for names without a scheme; by default the engines that answer, then the registry. */
  readonly from?: FromPlace;
}

export interface OpenOptions {
  readonly limits: Limits;
  /** Variant of a multi-platform image; by default linux on this machine's processor. */
  readonly platform?: Platform;
  readonly signal?: AbortSignal;
  /** Files that only the root of a system has, besides those that every one has: by which distributions are known. */
  readonly rootMarks?: readonly string[];
  /** Whether a file of this name, at the top of a folder, says what a project is built from. */
  readonly isProjectFile?: (name: string) => boolean;
  /** What comes in on standard input, which `-` stands for; absent where nothing does. It is read once. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  /** Opens a reference in a registry; absent where no network is to be used. */
  readonly registry?: (reference: string) => Promise<OpenedImage>;
  /** Keeps archives open for the next image of them; absent: each is opened for itself. */
  readonly shelf?: ArchiveShelf;
  /** Asks engines of this machine; absent where none is to be asked. */
  readonly engines?: EngineChoice;
}

/** Which image of several: by tag or name, or by digest. */
export interface Selector {
  readonly name?: string;
  readonly digest?: Digest;
}

export const targetSchemes = [
  'oci',
  'oci-archive',
  'docker-archive',
  'dir',
  'registry',
  'docker',
  'podman',
  'containerd',
] as const;

export type TargetScheme = (typeof targetSchemes)[number];

/** A target as a person wrote it, taken apart. */
export interface Target {
  /** Undefined when none was written: what it is must be looked at. */
  readonly scheme?: TargetScheme;
  /** Path or reference, with the selector. */
  readonly rest: string;
}

/** Takes the scheme off. Throws `E_USAGE` when nothing is left, and for the scheme of another tool. */
export function parseTarget(text: string): Target {
  const colon = text.indexOf(':');
  const scheme = targetSchemes.find((known) => colon > 0 && known === text.slice(0, colon));
  const rest = scheme === undefined ? text : text.slice(colon + 1);
  if (rest === '' || rest.includes('\0')) throw new SeaworthyError('E_USAGE', 'the target is empty or has a NUL in it');
  refuseElsewhere(text);
  if (scheme === 'docker' && isDockersImage(rest)) return { rest: text };
  if (scheme !== undefined) return { scheme, rest };
  return { rest };
}

/**
 * A path and what may be written behind it: `PATH@sha256:…`, or `PATH:NAME`. A tag has no slash in it, so that it is looked for in the last part of
 * the path; the name of a docker image may have some (`docker-archive:PATH:registry/name:tag`), so that it begins at the first colon.
 */
export function splitSelector(
  text: string,
  names: 'tag' | 'reference',
): { readonly path: string; readonly selector: Selector } {
  const at = text.lastIndexOf('@');
  if (at > 0 && isDigest(text.slice(at + 1)))
    return { path: text.slice(0, at), selector: { digest: parseDigest(text.slice(at + 1)) } };
  const from = names === 'tag' ? text.lastIndexOf('/') + 1 : 0;
  const colon = text.indexOf(':', from);
  if (colon <= 0 || colon === text.length - 1) return { path: text, selector: {} };
  return { path: text.slice(0, colon), selector: { name: text.slice(colon + 1) } };
}

/** The path that stands for standard input; a file of that name is `./-`. */
export const inputPath = '-';

/** Whether a person who wrote this meant a path, although nothing is there. */
export function looksLikePath(text: string): boolean {
  return /^(?:\.{0,2}\/|\.{1,2}$|~\/)/.test(text) || /\.(?:tar|tgz|tar\.[a-z0-9]+)$/i.test(text);
}
