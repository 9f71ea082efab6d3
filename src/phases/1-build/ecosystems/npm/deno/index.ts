import { count } from '../../../../../core/index.ts';
import { asObject, field, isObject, type JsonObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { isOfProject, lockedNpm, splitSpec } from '../npm-package.ts';

/** Packages of npm where the form of the lock file has them: at the top from 4 on, in `packages` in 3, in `npm.packages` in 2; the first form had none. */
function packagesOf(lock: JsonObject): unknown {
  const [top, second] = [field(lock, 'npm'), field(field(lock, 'packages'), 'npm')];
  return second ?? field(top, 'packages') ?? top ?? {};
}

/** A key without the peers that it was resolved with: `react-dom@18.2.0_react@18.2.0`. */
const withoutPeers = (key: string): string => {
  const at = key.indexOf('_', key.indexOf('@', 1));
  return at < 0 || key.indexOf('@', 1) < 0 ? key : key.slice(0, at);
};

/** What a package needs, by the keys of the file: `{name: key}` to form 3; then names, or keys where one name is there in several versions. */
function needsOf(entry: unknown, byName: ReadonlyMap<string, string>): readonly string[] {
  return ['dependencies', 'optionalDependencies'].flatMap((member) => {
    const said = field(entry, member);
    const all = Array.isArray(said) ? said : isObject(said) ? Object.values(said) : [];
    return all
      .filter((one): one is string => typeof one === 'string')
      .flatMap((one) => {
        const [, asked = one] = /^[^@].{0,300}?@npm:(.+)$/s.exec(one) ?? [];
        return splitSpec(asked) === undefined ? (byName.get(asked) ?? []) : [asked];
      });
  });
}

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(parseJson(bytes, path), path);
  const packages = asObject(packagesOf(lock), `${path}, npm`);
  const problems = new Problems();
  problems.form(field(lock, 'version'), 5);
  const keys = Object.keys(packages);
  const byName = new Map(keys.flatMap((key) => [[splitSpec(withoutPeers(key))?.name ?? key, key] as const]));
  const nodes: LockNode[] = [];
  for (const key of keys) {
    const { name, rest } = splitSpec(withoutPeers(key)) ?? { name: key, rest: '' };
    const found = rest === '' ? undefined : lockedNpm(name, rest, rest);
    if (found === undefined) problems.add(`${key.slice(0, 100)} has no name and version of a package`);
    else nodes.push({ key, found, needs: needsOf(field(packages, key), byName) });
  }
  const others = field(lock, 'jsr') ?? field(field(lock, 'packages'), 'jsr');
  const isOfAddresses = field(lock, 'version') === undefined;
  for (const [all, what] of [
    [others, 'package of JSR'],
    [isOfAddresses ? lock : field(lock, 'remote'), 'module by its address'],
  ] as const) {
    const listed = isObject(all) ? Object.keys(all).length : 0;
    const plural = what === 'package of JSR' ? 'packages of JSR' : 'modules by their addresses';
    if (listed > 0) problems.add(`lists ${count(listed, what, plural)}, about which nobody publishes: not judged`);
  }
  return { packages: lockedPackages(nodes), files: [], problems: problems.list() };
}

/** What Deno has written down of what it loads (docs.deno.com, "deno.lock"): forms 1 to 5. */
export const denoLock: Extractor = {
  id: 'deno-lock',
  version: 1,
  title: 'Lock files of Deno (deno.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['deno.lock'], accepts: isOfProject },
  gives: ['dependencies'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract,
};
