import { SeaworthyError } from '../../../../core/index.ts';
import { field, loadToml, readToml } from '../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, ToldFile } from '../extractor.ts';
import { type LockNode, lockedPackages } from '../lock-graph.ts';
import { fileName, folderOf, nearestAbove } from '../near.ts';
import { Problems } from '../problems.ts';
import { normalisedName } from './name.ts';
import { type ProjectWants, projectWants } from './project-groups.ts';

const manifest = 'pyproject.toml';

/** An entry of a lock file, kept until it is known what the project asks for. */
export interface LockEntry extends LockNode {
  /** Groups that it was locked for; absent where the file does not say. */
  readonly groups?: readonly string[];
}

/** A lock file in TOML that leaves it to `pyproject.toml` who asks for what. */
export interface TomlLock extends Pick<Extractor, 'id' | 'version' | 'title' | 'gives'> {
  readonly names: readonly string[];
  /** Which form of the file it says it is, and the newest one that is known. */
  readonly form: { of(value: ReturnType<typeof readToml>): unknown; readonly newest: number };
  /** The entries; keys are names as the index compares them, and versions. Throws `E_FORMAT`. */
  entries(path: string, value: ReturnType<typeof readToml>, problems: Problems): readonly LockEntry[];
}

/** The part of all these readers that is the same: read alone, then in the light of the project in the same folder. */
export function tomlLock({ names, form, entries, ...rest }: TomlLock): Extractor {
  return {
    ...rest,
    evidence: 'declared',
    wanted: { anywhere: [...names, manifest] },
    maxBytes: 16 * 1024 * 1024,
    isDatabase: false,
    prepare: loadToml,
    extract(path, bytes): Extraction {
      if (fileName(path) === manifest) return manifestPart(path, bytes);
      const problems = new Problems();
      const value = readToml(bytes, path);
      problems.form(form.of(value), form.newest);
      const parts = entries(path, value, problems);
      return { packages: lockedPackages(parts), files: [], problems: problems.list(), parts };
    },
    join(files): readonly ToldFile[] {
      const projects = new Map(
        files.flatMap(({ path, extraction }) => {
          const wants = field(extraction.parts?.[0], 'wants') as ProjectWants | undefined;
          return wants === undefined ? [] : [[folderOf(path), wants] as const];
        }),
      );
      return files.flatMap(({ path, extraction: { parts = [] } }) => {
        const wants = fileName(path) === manifest ? undefined : nearestAbove(path, projects);
        return wants === undefined
          ? []
          : [{ path, extraction: { packages: inProject(parts as LockEntry[], wants), files: [], problems: [] } }];
      });
    },
  };
}

function manifestPart(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  try {
    return { ...aside, parts: [{ wants: projectWants(readToml(bytes, path)) }] };
  } catch (cause) {
    // `python-manifest` tells that it cannot be read.
    if (!(cause instanceof SeaworthyError)) throw cause;
    return aside;
  }
}

function inProject(entries: readonly LockEntry[], { production, development, groups }: ProjectWants) {
  const asked = (names: readonly string[]): string[] => {
    const those = new Set(names);
    return entries.flatMap(({ key, found }) => (found && those.has(normalisedName(found.name)) ? [key] : []));
  };
  const forDevelopment = new Set(groups);
  const nodes = entries.map((entry): LockNode => {
    const { found, groups: own } = entry;
    if (found === undefined || own === undefined || own.length === 0) return entry;
    return own.every((group) => forDevelopment.has(group))
      ? { ...entry, found: { ...found, development: true } }
      : entry;
  });
  return lockedPackages(nodes, { production: asked(production), development: asked(development) });
}

/** Of one package, in one file: more than any has. */
const mostVersions = 100;

/** Keys of the entries that a name may mean: a lock file may have a package in several versions, for several systems. */
export function keysByName(
  entries: readonly { readonly key: string; readonly name: string }[],
): (name: string) => readonly string[] {
  const byName = Map.groupBy(entries, ({ name }) => normalisedName(name));
  return (name) => (byName.get(normalisedName(name)) ?? []).slice(0, mostVersions).map(({ key }) => key);
}
