/** The directory of a call that is relative to none: the working directory (`AT_FDCWD`). */
export const workingDirectory = -100;

/**
 * A path as the kernel would walk it, without looking at links: `.` and empty parts go, `..` takes one away. A relative path starts at `base`; when that is
 * not known it stays relative.
 */
export function resolvePath(base: string, path: string): string {
  if (path.startsWith('/')) return isPlain(path) ? path : normalise(path);
  if (base === '') return path;
  return normalise(`${base}/${path}`);
}

/** Whether nothing is to be done: quick, for most paths are so. */
function isPlain(path: string): boolean {
  return path === '/' || !(path.includes('//') || path.includes('/.') || path.endsWith('/'));
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  return path.startsWith('/') ? `/${joined}` : joined;
}
