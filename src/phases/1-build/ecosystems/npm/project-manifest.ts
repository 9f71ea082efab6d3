import { SeaworthyError } from '../../../../core/index.ts';
import { field, isObject, optionalString, parseJson } from '../../../../foundations/formats/index.ts';
import type { Extraction, ToldFile } from '../extractor.ts';
import { folderOf, nearestAbove } from '../near.ts';
import { isNpmName } from './npm-package.ts';

type Wanted = readonly [name: string, spec: string];

/** What a project asks for in its `package.json`, each name with what is wanted of it. */
export interface Wants {
  readonly production: readonly Wanted[];
  readonly development: readonly Wanted[];
}

/** Far more than any project has. */
const mostWanted = 5_000;

/** The members of an object that say which packages are wanted (docs.npmjs.com, "package.json"). */
export function wantsOf(value: unknown): Wants {
  const those = (...members: string[]) =>
    members.flatMap((member) => {
      const wanted = field(value, member);
      if (!isObject(wanted)) return [];
      return Object.keys(wanted)
        .slice(0, mostWanted)
        .filter(isNpmName)
        .map((name) => [name, specOf(field(wanted, name))] as const);
    });
  return {
    production: those('dependencies', 'optionalDependencies', 'peerDependencies'),
    development: those('devDependencies'),
  };
}

/** A range; of a lock file that says more (pnpm) the range is one of the members. */
const specOf = (value: unknown): string =>
  typeof value === 'string' ? value : (optionalString(value, 'specifier', '') ?? '');

/** A project's manifest as a part, for those who join it with a lock file. One that cannot be read tells nothing of who asks for what; `npm-manifest` tells that. */
export function manifestPart(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  try {
    return { ...aside, parts: [{ wants: wantsOf(parseJson(bytes, path)) }] };
  } catch (cause) {
    if (!(cause instanceof SeaworthyError)) throw cause;
    return aside;
  }
}

/** What the manifests say that lie in the folder of a lock file or below it, and nearer to no other: the project and the members of its workspace. */
export function wantsByLock(files: readonly ToldFile[], isLock: (path: string) => boolean): ReadonlyMap<string, Wants> {
  const locks = new Map(files.filter(({ path }) => isLock(path)).map(({ path }) => [folderOf(path), path]));
  const wants = new Map<string, { readonly production: Wanted[]; readonly development: Wanted[] }>();
  for (const { path, extraction } of files) {
    const lock = isLock(path) ? undefined : nearestAbove(path, locks);
    const own = field(extraction.parts?.[0], 'wants') as Wants | undefined;
    if (lock === undefined || own === undefined) continue;
    const known = wants.get(lock) ?? { production: [], development: [] };
    wants.set(lock, known);
    for (const one of own.production) known.production.push(one);
    for (const one of own.development) known.development.push(one);
  }
  return wants;
}
