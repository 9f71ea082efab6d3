import { asObject, field, isObject, type JsonObject, parseJsonc } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { isOfProject, lockedNpm, splitSpec } from '../npm-package.ts';
import { wantsOf } from '../project-manifest.ts';

/** As far as packages lie inside one another. */
const longestPlace = 4_096;
/** Places that are looked at for what packages need, far above what the largest project asks for. */
const mostLookups = 3_000_000;

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(parseJsonc(bytes, path), path);
  const packages = asObject(field(lock, 'packages') ?? {}, `${path}, packages`);
  const workspaces = asObject(field(lock, 'workspaces') ?? {}, `${path}, workspaces`);
  const problems = new Problems();
  problems.form(field(lock, 'lockfileVersion'), 1);
  const budget = { left: mostLookups };
  const nodes: LockNode[] = [];
  for (const place of Object.keys(packages)) {
    const entry = field(packages, place);
    const spec: unknown = Array.isArray(entry) ? entry[0] : undefined;
    const found = typeof spec === 'string' && place.length <= longestPlace ? packageOf(spec) : undefined;
    if (found === undefined) problems.add(`${place.slice(0, 100)} has no name and version of a package`);
    else if (found !== 'member')
      nodes.push({ key: place, found, needs: needsOf(place, entry as unknown[], packages, budget) });
  }
  const roots = { production: [] as string[], development: [] as string[] };
  for (const folder of Object.keys(workspaces)) {
    const member = field(workspaces, folder);
    const name = field(member, 'name');
    const from = folder === '' || typeof name !== 'string' ? '' : name;
    const { production, development } = wantsOf(member);
    roots.production.push(...production.flatMap(([wanted]) => placeOf(wanted, from, packages, budget) ?? []));
    roots.development.push(...development.flatMap(([wanted]) => placeOf(wanted, from, packages, budget) ?? []));
  }
  if (budget.left < 0) problems.add('packages need more than is looked up: what needs what is told in part');
  return { packages: lockedPackages(nodes, roots), files: [], problems: problems.list() };
}

/** `NAME@VERSION`, or where it comes from (`NAME@github:…`, `NAME@file:…`, `NAME@workspace:…`). */
function packageOf(spec: string): FoundPackage | 'member' | undefined {
  const { name, rest } = splitSpec(spec) ?? { name: spec, rest: '' };
  if (rest.startsWith('workspace:')) return 'member';
  return lockedNpm(name, rest, rest);
}

interface Budget {
  left: number;
}

function needsOf(place: string, entry: readonly unknown[], packages: JsonObject, budget: Budget): string[] {
  const wants = wantsOf(entry.find(isObject));
  return wants.production.flatMap(([name]) => placeOf(name, place, packages, budget) ?? []);
}

/** Names of packages that lie inside one another stand behind one another: the nearest that is there counts. */
function placeOf(name: string, from: string, packages: JsonObject, budget: Budget): string | undefined {
  for (let base = from; base !== ''; base = above(base)) {
    // The longer the place, the more it costs to look there.
    budget.left -= 1 + base.length / 100;
    if (budget.left < 0) return undefined;
    const place = `${base}/${name}`;
    if (field(packages, place) !== undefined) return place;
  }
  return field(packages, name) === undefined ? undefined : name;
}

/** Without the last name; a scope and what is in it are one. */
function above(place: string): string {
  const names = place.split('/');
  names.pop();
  if (names.at(-1)?.startsWith('@')) names.pop();
  return names.join('/');
}

/** What Bun has written down of what it would install (bun.sh, "Lockfile"): the form that is text. */
export const bunLock: Extractor = {
  id: 'bun-lock',
  version: 1,
  title: 'Lock files of Bun (bun.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['bun.lock'], accepts: isOfProject },
  gives: ['dependencies', 'origins'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract,
};
