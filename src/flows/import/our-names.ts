import type { Catalogue } from '../../phases/1-build/imports/index.ts';
import { secretDetectors } from '../../phases/1-build/secrets/index.ts';
import { listChecks } from '../checks/index.ts';

/** What rules of other tools are called in our catalogues: one that several of our checks answer to keeps its own name. */
export async function ourNames(): Promise<Catalogue> {
  const checks = indexOf(await listChecks());
  const detectors = indexOf(secretDetectors.map(({ id, aliases = [] }) => ({ id: `secret/${id}`, aliases })));
  return (kind, rule) => {
    const index = kind === 'misconfiguration' ? checks : kind === 'secret' ? detectors : undefined;
    return index?.get(rule.toLowerCase());
  };
}

function indexOf(
  all: readonly { readonly id: string; readonly aliases: readonly string[] }[],
): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { id, aliases } of all)
    for (const name of [id, ...aliases])
      found.set(name.toLowerCase(), (found.get(name.toLowerCase()) ?? new Set()).add(id));
  return new Map([...found].flatMap(([name, ids]) => ([...ids].length === 1 ? [[name, [...ids][0] ?? '']] : [])));
}
