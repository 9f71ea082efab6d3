import { defined } from '../../../core/index.ts';
import type { FoundPackage } from './extractor.ts';

/** One entry of a lock file. */
export interface LockNode {
  /** What names it in its file. */
  readonly key: string;
  /** Absent for what is no package: a member of the workspace, through which others are asked for. */
  readonly found?: FoundPackage;
  /** Keys of the entries it needs; those that are not there are passed over. */
  readonly needs: readonly string[];
}

/** Keys of what the project itself asks for: to run, and to be built and tested only. */
export interface LockRoots {
  readonly production: Iterable<string>;
  readonly development: Iterable<string>;
}

/**
 * The packages of a lock file, each once, with what they need. With the roots it is told whether the project itself asks for one, and what only development
 * leads to; what nobody leads to counts as needed. An entry that says of itself that it is for development is believed.
 */
export function lockedPackages(nodes: Iterable<LockNode>, roots?: LockRoots): FoundPackage[] {
  const byKey = new Map<string, LockNode>();
  for (const node of nodes) if (!byKey.has(node.key)) byKey.set(node.key, node);
  const production = new Set(roots?.production);
  const development = new Set(roots?.development);
  const needed = reached(production, byKey);
  const onlyBuilt = reached(development, byKey);
  const packages = new Map<string, Told>();
  for (const [key, { found, needs }] of byKey) {
    if (found === undefined) continue;
    const isDirect = production.has(key) || development.has(key);
    const isForDevelopment = found.development === true || (onlyBuilt.has(key) && !needed.has(key));
    const told = toldOf(packages, found);
    told.isDirect ||= found.direct ?? isDirect;
    told.isForDevelopment &&= isForDevelopment;
    for (const need of needs) {
      const other = byKey.get(need)?.found;
      if (other !== undefined) told.needs.add(nameAndVersion(other));
    }
  }
  return [...packages.values()].map(({ found, isDirect, isForDevelopment, needs }) => {
    const { development: _said, direct: own, ...rest } = found;
    const direct = roots === undefined ? own : isDirect;
    return {
      ...rest,
      requires: [...needs].sort().map((need) => [need]),
      ...(isForDevelopment ? { development: true as const } : {}),
      ...defined({ direct }),
    };
  });
}

interface Told {
  readonly found: FoundPackage;
  readonly needs: Set<string>;
  isDirect: boolean;
  isForDevelopment: boolean;
}

/** How another package of the same file asks for it. */
export const nameAndVersion = ({ name, version }: Pick<FoundPackage, 'name' | 'version'>): string =>
  `${name}@${version}`;

function toldOf(packages: Map<string, Told>, found: FoundPackage): Told {
  const id = `${found.type} ${nameAndVersion(found)}`;
  const known = packages.get(id);
  if (known !== undefined) return known;
  const made: Told = { found, needs: new Set(), isDirect: false, isForDevelopment: true };
  packages.set(id, made);
  return made;
}

/** Everything that these lead to. */
function reached(from: Iterable<string>, byKey: ReadonlyMap<string, LockNode>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const need of byKey.get(key)?.needs ?? []) if (!seen.has(need)) waiting.push(need);
  }
  return seen;
}
