import type { FoundPackage } from '../extractor.ts';
import type { RpmHeader } from './header.ts';
import { tags } from './tags.ts';

/** Of the flags of a need: it asks something of rpm itself. */
const ofRpm = 1 << 24;
/** Far more relations than any package has. */
const maxRelations = 4_000;

/** What a package says that it needs and stands in for; names of files are looked for among files. */
export function relationsOf(header: RpmHeader): Pick<FoundPackage, 'requires' | 'provides'> {
  const flags = header.numbers(tags.requireFlags);
  const needs = header
    .texts(tags.requireName)
    .slice(0, maxRelations)
    .filter((name, index) => ((flags?.[index] ?? 0) & ofRpm) === 0 && !name.startsWith('rpmlib('));
  const provides = [...new Set(header.texts(tags.provideName).slice(0, maxRelations))];
  return {
    requires: [...new Set(needs)].map(alternatives).filter((names) => names.length > 0),
    ...(provides.length > 0 ? { provides } : {}),
  };
}

/** A rich need (rpm, "Boolean dependencies") is understood where it only names alternatives: `(a or b >= 2)`. What depends on conditions is left out. */
function alternatives(need: string): readonly string[] {
  if (!need.startsWith('(')) return [need];
  const inner = /^\(([^()]*)\)$/.exec(need)?.[1];
  if (inner === undefined || /\s(?:if|unless|and|with|without|else)\s/.test(inner)) return [];
  return inner.split(/\sor\s/).flatMap((one) => one.trim().split(/\s/, 1));
}

/**
 * Packages that need a file by its path find the one that brought it: it gets the path among what it provides. Only paths that somebody asks for. Systems
 * whose `/bin` leads to `/usr/bin` say either.
 */
export function withProvidedFiles(packages: readonly FoundPackage[]): FoundPackage[] {
  const wanted = new Map<string, string>();
  for (const need of packages.flatMap(({ requires = [] }) => requires.flat())) {
    if (!need.startsWith('/')) continue;
    const path = need.slice(1);
    wanted.set(path, need);
    if (/^(?:s?bin|lib(?:64)?)\//.test(path) && !wanted.has(`usr/${path}`)) wanted.set(`usr/${path}`, need);
  }
  if (wanted.size === 0) return [...packages];
  return packages.map((one) => {
    const paths = (one.files ?? []).flatMap((file) => wanted.get(file) ?? []);
    return paths.length === 0 ? one : { ...one, provides: [...new Set([...(one.provides ?? []), ...paths])] };
  });
}
