import { defined, type Location } from '../../../../core/index.ts';
import { countAt, at as inside, listAt, textAt } from '../words.ts';

/** A place of a result, and what stays the same there when lines move. */
export interface SarifPlace {
  readonly location: Location;
  readonly context?: string;
}

/** Where a result is (SARIF 2.1.0 §3.28). Without a file it is the subject as a whole, and the name in the code is what is known of it. */
export function placeOfLocation(run: unknown, location: unknown, roots: readonly string[]): SarifPlace {
  const physical = inside(location, 'physicalLocation');
  const uri = uriOf(run, inside(physical, 'artifactLocation'));
  const context = lineText(physical) ?? codeName(run, location);
  if (uri === undefined) return { location: { kind: 'whole' }, ...defined({ context }) };
  const line = countAt(physical, 1, 'region', 'startLine');
  const column = line === undefined ? undefined : countAt(physical, 1, 'region', 'startColumn');
  return { location: locationAt(uri, roots, line, column), ...defined({ context }) };
}

/** The address of an artifact: its own, or that of the list of artifacts (§3.4.5). */
function uriOf(run: unknown, artifact: unknown): string | undefined {
  const listed = listAt(run, 'artifacts')[countAt(artifact, 0, 'index') ?? -1];
  return textAt(artifact, 'uri') ?? textAt(listed, 'location', 'uri');
}

/** A file by its path from the root of what was looked at, where the report tells that root; a page of the web by its address. */
export function locationAt(uri: string, roots: readonly string[], line?: number, column?: number): Location {
  if (/^https?:\/\//i.test(uri)) return { kind: 'web', url: withoutUser(uri) };
  const path = pathOf(uri);
  const root = roots.find((one) => path.startsWith(one) && path.length > one.length);
  return { kind: 'file', path: root === undefined ? path : path.slice(root.length), ...defined({ line, column }) };
}

/**
 * The folders that paths are told from, longest first, each with a slash at its end: where the tool ran (§3.20.19), and what its base ids stand for (§3.14.14). A
 * path of somebody's machine says less than one in the repository, and is another on each.
 */
export function rootsOf(run: unknown): readonly string[] {
  const bases = inside(run, 'originalUriBaseIds');
  const uris = [
    ...listAt(run, 'invocations').map((one) => textAt(one, 'workingDirectory', 'uri')),
    ...(typeof bases === 'object' && bases !== null ? Object.values(bases).map((one) => textAt(one, 'uri')) : []),
  ];
  const paths = uris.flatMap((uri) => (uri !== undefined && /^file:/i.test(uri) ? [pathOf(uri)] : []));
  return paths
    .map((path) => (path.endsWith('/') ? path : `${path}/`))
    .filter((path) => path !== '/')
    .toSorted((a, b) => b.length - a.length);
}

/** User and password of an address, and its fragment, are nobody's business. */
export function withoutUser(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#@]*@/i, '$1').replace(/#.*$/s, '');
}

/** The path of a relative address or one of a file, with its escapes undone where they are any. */
function pathOf(uri: string): string {
  const path = uri
    .replace(/^file:(?:\/\/[^/]*)?(?=\/)/i, '')
    .replace(/^\/+/, '/')
    .replace(/^\/(?=[A-Za-z]:\/)/, '')
    .replace(/^\.\/(?=.)/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The text of the line that a region begins in, white space put together: of the lines around it, else of its own snippet. */
function lineText(physical: unknown): string | undefined {
  const line = countAt(physical, 1, 'region', 'startLine');
  const around = textAt(physical, 'contextRegion', 'snippet', 'text');
  const from = countAt(physical, 1, 'contextRegion', 'startLine');
  const inAround =
    around === undefined || from === undefined || line === undefined ? undefined : around.split('\n')[line - from];
  const text = inAround ?? textAt(physical, 'region', 'snippet', 'text')?.trimStart().split('\n')[0];
  return text === undefined ? undefined : plainLine(text);
}

/** A line without what a formatter may change; undefined where nothing is left of it. */
export function plainLine(text: string): string | undefined {
  const plain = text.replace(/\s+/g, ' ').trim().slice(0, 1_000);
  return plain === '' ? undefined : plain;
}

/** The function or type that it is in, by its full name. */
function codeName(run: unknown, location: unknown): string | undefined {
  for (const logical of [...listAt(location, 'logicalLocations'), inside(location, 'logicalLocation')]) {
    const listed = listAt(run, 'logicalLocations')[countAt(logical, 0, 'index') ?? -1];
    const name =
      textAt(logical, 'fullyQualifiedName') ??
      textAt(listed, 'fullyQualifiedName') ??
      textAt(logical, 'name') ??
      textAt(listed, 'name');
    if (name !== undefined) return name.slice(0, 1_000);
  }
  return undefined;
}
