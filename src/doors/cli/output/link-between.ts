import path from 'node:path';

/** The address by which a page in the file `from` links to the file `to`, both with whole paths: relative, so that they can be moved together. */
export function linkBetween(from: string, to: string): string {
  const parts = path.relative(path.dirname(from), to).split(path.sep).map(encodeURIComponent);
  // The dot in front keeps a name with a colon in it from being read as a scheme.
  return parts[0] === '..' ? parts.join('/') : `./${parts.join('/')}`;
}
