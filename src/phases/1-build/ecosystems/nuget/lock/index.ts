import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { nugetPackage } from '../package.ts';

function extract(path: string, bytes: Uint8Array): Extraction {
  const value = parseJson(bytes, path);
  const frameworks = field(value, 'dependencies');
  if (!isObject(frameworks))
    throw new SeaworthyError('E_FORMAT', 'no lock file of NuGet: it has no dependencies', { where: path });
  const problems = new Problems();
  problems.form(field(value, 'version'), 3);
  const nodes: LockNode[] = [];
  const direct: string[] = [];
  // What a project takes differs by what it is built for.
  for (const framework of Object.keys(frameworks)) {
    const entries = field(frameworks, framework);
    if (!isObject(entries)) continue;
    const keys = new Map(
      Object.keys(entries).map((name) => [name.toLowerCase(), `${framework} ${name.toLowerCase()}`]),
    );
    for (const name of Object.keys(entries)) {
      const entry = field(entries, name);
      const [kind, resolved, wanted] = [field(entry, 'type'), field(entry, 'resolved'), field(entry, 'dependencies')];
      const needs = isObject(wanted) ? Object.keys(wanted).flatMap((need) => keys.get(need.toLowerCase()) ?? []) : [];
      const key = keys.get(name.toLowerCase()) ?? '';
      if (kind === 'Direct') direct.push(key);
      if (kind === 'Project') {
        // Another project of the tree: what it asks for is asked for by the project.
        direct.push(...needs);
        continue;
      }
      const found = typeof resolved === 'string' ? nugetPackage(name, resolved) : undefined;
      if (found === undefined) problems.add(`${name.slice(0, 100)} has no name and version of a package`);
      else nodes.push({ key, found, needs });
    }
  }
  return {
    packages: lockedPackages(nodes, { production: direct, development: [] }),
    files: [],
    problems: problems.list(),
  };
}

/** What NuGet has locked (learn.microsoft.com, "Locking dependencies"). */
export const nugetLock: Extractor = {
  id: 'nuget-lock',
  version: 1,
  title: 'Lock files of NuGet (packages.lock.json)',
  evidence: 'declared',
  wanted: { anywhere: ['packages.lock.json', 'packages.*.lock.json'] },
  gives: ['dependencies'],
  maxBytes: 32 * 1024 * 1024,
  isDatabase: false,
  extract,
};
