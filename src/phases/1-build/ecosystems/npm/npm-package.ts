import type { FoundPackage } from '../extractor.ts';

/** What the registry takes as a name, old names with capitals included: at most 214 characters, a scope or none. */
const validName = /^(?:@[^@/\s%:]+\/)?[^@/\s%:.][^@/\s%:]*$/;
const maxName = 214;
export const maxVersion = 256;

export const isNpmName = (name: string): boolean => name.length <= maxName && validName.test(name);

/** A package of npm by its name, which has the scope in it. */
export function npmPackage(
  name: string,
  version: string,
): Pick<FoundPackage, 'name' | 'version' | 'type' | 'versionOrder' | 'purl'> {
  const slash = name.indexOf('/');
  return {
    name,
    version,
    type: 'npm',
    versionOrder: 'semver',
    purl: slash < 0 ? { name } : { namespace: name.slice(0, slash), name: name.slice(slash + 1) },
  };
}

const local = /^(?:file|link|portal|workspace):/;
const git = /^(?:git(?:\+[a-z]+)?:|git@|ssh:|(?:github|gitlab|bitbucket|gist):)|\.git(?:#|$)|^[\w.-]+\/[\w.-]+(?:#|$)/;
const web = /^https?:/;

/** Where a package comes from when what is asked for is no version of the registry (npm, "npm install", package specs): `local`, `git`, `url`. */
export function takenFrom(spec: string): string | undefined {
  if (local.test(spec)) return 'local';
  if (git.test(spec)) return 'git';
  return web.test(spec) ? 'url' : undefined;
}

/** The name and the rest of `NAME@REST`, scope included; undefined where there is no rest. */
export function splitSpec(text: string): { readonly name: string; readonly rest: string } | undefined {
  const at = text.indexOf('@', 1);
  return at < 0 ? undefined : { name: text.slice(0, at), rest: text.slice(at + 1) };
}

/** A locked package; what cannot be a name in the registry is none. A version that is none (an address) is told as one that nobody knows. */
export function lockedNpm(name: string, version: string, spec: string): FoundPackage | undefined {
  if (!isNpmName(name)) return undefined;
  const from = takenFrom(spec);
  const known = version.length <= maxVersion && /^v?\d/.test(version) ? version : '';
  return { ...npmPackage(name, known), ...(from === undefined ? {} : { origin: { takenFrom: from } }) };
}

/** Whether a path is that of a project's own file: what lies in `node_modules` came with somebody else's package. */
export const isOfProject = (path: string): boolean => !`/${path}`.includes('/node_modules/');
