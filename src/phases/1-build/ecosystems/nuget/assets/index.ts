import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { nugetPackage } from '../package.ts';

function extract(path: string, bytes: Uint8Array): Extraction {
  const value = parseJson(bytes, path);
  const targets = field(value, 'targets');
  if (!isObject(targets))
    throw new SeaworthyError('E_FORMAT', 'no list of assets of NuGet: it has no targets', { where: path });
  const problems = new Problems();
  problems.form(field(value, 'version'), 4);
  const nodes: LockNode[] = [];
  const direct: string[] = [];
  const asked = askedFor(field(field(value, 'project'), 'frameworks'));
  for (const target of Object.keys(targets)) {
    const entries = field(targets, target);
    if (!isObject(entries)) continue;
    const keys = new Map(Object.keys(entries).map((each) => [nameOf(each).toLowerCase(), `${target} ${each}`]));
    for (const each of Object.keys(entries)) {
      const entry = field(entries, each);
      const wanted = field(entry, 'dependencies');
      const needs = isObject(wanted) ? Object.keys(wanted).flatMap((need) => keys.get(need.toLowerCase()) ?? []) : [];
      if (field(entry, 'type') === 'project') {
        direct.push(...needs);
        continue;
      }
      const found = nugetPackage(nameOf(each), each.slice(nameOf(each).length + 1));
      if (found === undefined) problems.add(`${each.slice(0, 100)} has no name and version of a package`);
      else nodes.push({ key: `${target} ${each}`, found, needs });
    }
    direct.push(...[...asked].flatMap((name) => keys.get(name) ?? []));
  }
  return {
    packages: lockedPackages(nodes, { production: direct, development: [] }),
    files: [],
    problems: problems.list(),
  };
}

const nameOf = (library: string): string => library.slice(0, Math.max(0, library.indexOf('/')));

function askedFor(frameworks: unknown): ReadonlySet<string> {
  if (!isObject(frameworks)) return new Set();
  return new Set(
    Object.values(frameworks).flatMap((framework) => {
      const wanted = field(framework, 'dependencies');
      return isObject(wanted) ? Object.keys(wanted).map((name) => name.toLowerCase()) : [];
    }),
  );
}

/** What `dotnet restore` has resolved and downloaded for a project. */
export const nugetAssets: Extractor = {
  id: 'nuget-assets',
  version: 1,
  title: 'What NuGet resolved for a project (project.assets.json)',
  evidence: 'declared',
  wanted: { anywhere: ['project.assets.json'] },
  gives: ['dependencies'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract,
};
