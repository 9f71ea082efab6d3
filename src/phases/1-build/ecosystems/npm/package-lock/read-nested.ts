import { defined } from '../../../../../core/index.ts';
import { field, isObject, type JsonObject } from '../../../../../foundations/formats/index.ts';
import type { Extraction } from '../../extractor.ts';
import { type LockNode, lockedPackages, nameAndVersion } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { isNpmName, lockedNpm, splitSpec } from '../npm-package.ts';
import { newestForm } from './newest-form.ts';

/** Packages as they lie inside one another: each with those that were put into its own `node_modules`. */
interface Level {
  readonly here: JsonObject;
  /** What names the packages here. */
  readonly prefix: string;
  readonly above?: Level;
}

/** Form 1: packages by name, inside the packages in whose folder they lie. */
export function readNested(lock: JsonObject): Extraction {
  const problems = new Problems();
  problems.form(field(lock, 'lockfileVersion'), newestForm);
  const nodes: LockNode[] = [];
  /** What lies right in the project's folder, by the name that it is asked for by. */
  const top: (readonly [asked: string, told: string])[] = [];
  const waiting: Level[] = [];
  const open = (here: unknown, prefix: string, above?: Level): void => {
    if (isObject(here)) waiting.push({ here, prefix, ...defined({ above }) });
  };
  open(field(lock, 'dependencies'), '');
  for (let level = waiting.pop(); level !== undefined; level = waiting.pop()) {
    for (const name of Object.keys(level.here)) {
      const entry = field(level.here, name);
      const told = field(entry, 'version');
      const key = `${level.prefix}/${name}`;
      const own: Level = { here: asLevel(field(entry, 'dependencies')), prefix: key, above: level };
      const found = typeof told === 'string' ? nested(name, told) : undefined;
      if (found === undefined) problems.add(`${name.slice(0, 100)} has no name and version of a package`);
      else {
        if (level.prefix === '') top.push([name, nameAndVersion(found)]);
        const development = field(entry, 'dev') === true ? { development: true as const } : {};
        nodes.push({ key, found: { ...found, ...development }, needs: needsOf(field(entry, 'requires'), own) });
      }
      open(own.here, key, level);
    }
  }
  return { packages: lockedPackages(nodes), files: [], problems: problems.list(), parts: [{ top }] };
}

const asLevel = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** `npm:NAME@VERSION` is a package under another name; anything else that is no version says where it comes from. */
function nested(name: string, version: string) {
  const alias = version.startsWith('npm:') ? splitSpec(version.slice('npm:'.length)) : undefined;
  if (alias !== undefined && isNpmName(alias.name)) return lockedNpm(alias.name, alias.rest, '');
  return lockedNpm(name, version, version);
}

function needsOf(requires: unknown, level: Level): string[] {
  return isObject(requires) ? Object.keys(requires).flatMap((name) => keyOf(name, level) ?? []) : [];
}

function keyOf(name: string, from: Level): string | undefined {
  for (let level: Level | undefined = from; level !== undefined; level = level.above)
    if (field(level.here, name) !== undefined) return `${level.prefix}/${name}`;
  return undefined;
}
