import { type FindingKind, packageOf, parsePurl, placeOf } from '../../../core/index.ts';
import { compileGlob, pathGlob } from '../../../foundations/formats/index.ts';
import { ecosystemOf } from '../ecosystems/index.ts';
import type { Fits } from './rule.ts';

/** Of one of these kinds. */
export const ofKinds =
  (kinds: readonly FindingKind[]): Fits =>
  ({ kind }) =>
    kinds.includes(kind);

/** One of several. */
export const anyOf =
  (matches: readonly Fits[]): Fits =>
  (finding, about) =>
    matches.some((match) => match(finding, about));

/** About a package of this name, or one built from a source of this name; with a version, of that alone. */
export const inPackage =
  (name: string, version?: string): Fits =>
  (finding, { packages }) => {
    const found = packageOf(finding);
    if (found === undefined) return false;
    const source = packages.get(found.id)?.source;
    return [found, ...(source === undefined ? [] : [source])].some(
      (one) => one.name === name && (version === undefined || one.version === version),
    );
  };

/**
 * About the package of a purl: type, namespace and name are the same, and so are version, subpath and every qualifier that it states. Undefined for a text
 * that is no purl.
 */
export function ofPurl(text: string): Fits | undefined {
  const wanted = parsePurl(text);
  if (wanted === undefined) return undefined;
  return (finding) => {
    const found = parsePurl(packageOf(finding)?.purl ?? '');
    if (found === undefined) return false;
    const fold = (one: string | undefined): string | undefined =>
      ecosystemOf(wanted.type)?.lowerCase === true ? one?.toLowerCase() : one;
    return (
      found.type === wanted.type &&
      fold(found.namespace) === fold(wanted.namespace) &&
      fold(found.name) === fold(wanted.name) &&
      (wanted.version === undefined || found.version === wanted.version) &&
      (wanted.subpath === undefined || found.subpath === wanted.subpath) &&
      Object.entries(wanted.qualifiers).every(([key, value]) => found.qualifiers[key] === value)
    );
  };
}

/** Where it was found: one of these says yes to the path, or to that of its package, both without a slash before them. */
export const atPath =
  (fits: readonly ((path: string) => boolean)[]): Fits =>
  (finding, { packages }) => {
    const found = packageOf(finding);
    const paths = [placeOf(finding.location).path, packages.get(found?.id ?? '')?.path ?? ''].filter(
      (path) => path !== '',
    );
    return paths.some((path) => fits.some((fit) => fit(path.replace(/^\/+/, ''))));
  };

/** A pattern of ours: what it names and all below it. */
export function belowGlob(pattern: string): (path: string) => boolean {
  const bare = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const [itself, below] = [compileGlob(bare, pathGlob), compileGlob(`${bare}/**`, pathGlob)];
  return (path) => itself(path) || below(path);
}

/** Several parts of one pattern that may stand for no folder at all; more are taken as they are written. */
const mostParts = 4;

/**
 * A pattern in the style of doublestar, which Trivy and Grype use: `*` stays between slashes, `**` between slashes stands for any number of folders, none
 * included. Undefined for one with marks that we do not have (`?`, sets, alternatives, quotes, `**` beside other characters): taking it otherwise could be
 * wider than it was meant.
 */
export function doublestar(pattern: string): ((path: string) => boolean) | undefined {
  if (/[?[\]{}\\]/.test(pattern)) return undefined;
  const parts = pattern.split('/');
  if (parts.some((part) => part.includes('**') && part !== '**')) return undefined;
  const fits = variants(parts).map((one) => compileGlob(one.join('/'), pathGlob));
  return (path) => fits.some((fit) => fit(path));
}

/** The pattern with and without each `**` that stands for folders before something. */
function variants(parts: readonly string[]): readonly (readonly string[])[] {
  const stars = parts
    .flatMap((part, index) => (part === '**' && index < parts.length - 1 ? [index] : []))
    .slice(0, mostParts);
  return Array.from({ length: 2 ** stars.length }, (_, mask) =>
    parts.filter((_, index) => !stars.includes(index) || (mask & (1 << stars.indexOf(index))) === 0),
  );
}
