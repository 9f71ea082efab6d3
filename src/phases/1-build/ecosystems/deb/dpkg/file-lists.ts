import { normalisePath } from '../../../../../foundations/formats/index.ts';

/** The lines of a text, without the empty ones. */
function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split('\n').filter(Boolean);
}

/**
 * Reads `info/NAME.list`: one absolute path a line, directories among them without a mark. Those that hold another path of the list are left out,
 * so that what stays is files, and at most a few empty directories.
 */
export function readList(bytes: Uint8Array): string[] {
  const paths = new Set<string>();
  const directories = new Set<string>();
  for (const line of linesOf(bytes)) {
    const { path } = normalisePath(line);
    if (path === '') continue;
    paths.add(path);
    const slash = path.lastIndexOf('/');
    if (slash > 0) directories.add(path.slice(0, slash));
  }
  return [...paths].filter((path) => !directories.has(path));
}

/** Reads `NAME.md5sums`: 32 hexadecimal digits, two spaces, a path without leading slash; regular files only, without configuration files. */
export function readMd5sums(bytes: Uint8Array): string[] {
  const paths = linesOf(bytes).flatMap((line) => /^[0-9a-f]{32} [ *](.+)$/.exec(line)?.[1] ?? []);
  return paths.map((path) => normalisePath(path).path).filter(Boolean);
}
