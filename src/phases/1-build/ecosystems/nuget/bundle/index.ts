import { fromSource, nothing } from '../../extractor.ts';
import { readDeps } from '../deps-json/read-deps.ts';
import { depsInBundle } from './find-bundle.ts';

/** .NET applications in one file: the list of their libraries lies in the program. */
export const dotnetBundle = fromSource({
  id: 'dotnet-bundle',
  version: 1,
  title: 'Applications of .NET in one file, by the deps.json in them',
  wanted: { programs: true },
  gives: ['dependencies', 'origins'],
  isDatabase: false,
  extractFrom(path, source) {
    const deps = depsInBundle(source, path);
    if (deps === undefined) return nothing;
    const extraction = readDeps(path, deps);
    // Its files are not beside it.
    return { ...extraction, packages: extraction.packages.map(({ files: _, onlyWithFiles: _too, ...found }) => found) };
  },
});
