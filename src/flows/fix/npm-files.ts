import path from 'node:path';
import { field, isObject, parseJson } from '../../foundations/formats/index.ts';

/** What npm is given: the lock file and the manifests that it is of, by their place below its folder. */
export interface NpmFiles {
  /** The folder of the lock file in the project. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly lockText: string;
}

const mostManifests = 500;
/** A range, a tag, or another name for one of these: what a registry is asked for. */
const ofRegistry = /^(?:npm:(?:@[\w.~-]+\/)?[\w.~-]+(?:@|$))?[\w.^~<>=|*+ -]*$/;
const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** Settings of the project that name a place or a program count for nothing here, so that with them the lock file would be another. */
const silent = /^\s*(?:[#;].*)?$/;

/**
 * The files that npm needs to make a lock file anew, or why it is not asked to: all comes from a registry, and the project does not say of npm itself where from or
 * with what. `read` gives the text of a file of the project.
 */
export async function npmFilesOf(
  lock: string,
  read: (path: string) => Promise<string | undefined>,
  isThere: (path: string) => boolean,
): Promise<NpmFiles | { readonly why: string }> {
  const folder = path.posix.dirname(lock);
  const at = (name: string): string => path.posix.join(folder, name);
  const lockText = await read(lock);
  if (lockText === undefined) return { why: 'the lock file cannot be read' };
  const settings = isThere(at('.npmrc')) ? await read(at('.npmrc')) : '';
  if (settings?.split('\n').every((line) => silent.test(line)) !== true)
    return { why: 'its .npmrc says where packages come from, or more, and that is not taken over' };
  const value = json(lockText, lock);
  const version = field(value, 'lockfileVersion');
  const packages = field(value, 'packages');
  if ((version !== 2 && version !== 3) || !isObject(packages))
    return { why: 'the lock file is of an old form, which npm makes anew as a whole' };
  const files = new Map<string, string>([[path.posix.basename(lock), lockText]]);
  for (const [place, entry] of Object.entries(packages)) {
    const stranger = strangerIn(entry);
    if (stranger !== undefined) return { why: `${stranger.slice(0, 100)} does not come from a registry` };
    if (/(?:^|\/)node_modules\//.test(place)) continue;
    if (path.posix.normalize(place || '.').startsWith('..') || path.posix.isAbsolute(place) || place.includes('\\'))
      return { why: 'a part of it lies outside of its folder' };
    const name = path.posix.join(place, 'package.json');
    const text = await read(at(name));
    if (text === undefined || files.size > mostManifests) return { why: `${name.slice(0, 100)} cannot be read` };
    const manifest = json(text, name);
    const strange = strangerIn(manifest) ?? strangeOverride(field(manifest, 'overrides'));
    if (strange !== undefined) return { why: `${strange.slice(0, 100)} does not come from a registry` };
    files.set(name, text);
  }
  return { folder, files, lockText };
}

function json(text: string, where: string): unknown {
  try {
    return parseJson(new TextEncoder().encode(text.replace(/^\ufeff/, '')), where);
  } catch {
    return undefined;
  }
}

/** A package that a manifest, or an entry of a lock file, takes from elsewhere. */
function strangerIn(value: unknown): string | undefined {
  if (!isObject(value)) return 'what is no object';
  const { resolved, link } = value;
  const isTarball = typeof resolved === 'string' && /^https?:\/\/[^\s#]+\.tgz$/.test(resolved);
  if (resolved !== undefined && link !== true && !isTarball) return String(resolved);
  for (const section of sections) {
    const wanted = value[section];
    if (!isObject(wanted)) continue;
    for (const [name, spec] of Object.entries(wanted))
      if (typeof spec !== 'string' || !ofRegistry.test(spec)) return name;
  }
  return undefined;
}

function strangeOverride(value: unknown, depth = 0): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return ofRegistry.test(value) || /^\$[\w@/.-]+$/.test(value) ? undefined : value;
  if (!isObject(value) || depth > 20) return 'an override';
  for (const one of Object.values(value)) {
    const strange = strangeOverride(one, depth + 1);
    if (strange !== undefined) return strange;
  }
  return undefined;
}
