/** Finds what `normalisePath` has to take out: an empty, `.` or `..` part between slashes or at either end. */
const untidy = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A path inside the root, and whether it tried to climb out of it. */
export interface NormalPath {
  readonly path: string;
  readonly climbs: boolean;
}

/**
 * The path without leading slash, `.`, `..` and doubled slashes. A `..` at the root stays at the root, as containerd does it when it unpacks a
 * layer (it joins the cleaned name to the root and resolves inside it); such a path is marked, and never leads outside.
 */
export function normalisePath(raw: string): NormalPath {
  let start = 0;
  let end = raw.length;
  if (raw.charCodeAt(0) === 0x2e && raw.charCodeAt(1) === 0x2f) start = 2;
  else if (raw.charCodeAt(0) === 0x2f) start = 1;
  if (end > start && raw.charCodeAt(end - 1) === 0x2f) end -= 1;
  const trimmed = start === 0 && end === raw.length ? raw : raw.slice(start, end);
  if (trimmed === '' || !untidy.test(trimmed)) return { path: trimmed, climbs: false };
  const parts: string[] = [];
  let climbs = false;
  for (const part of trimmed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) climbs = true;
  }
  return { path: parts.join('/'), climbs };
}
