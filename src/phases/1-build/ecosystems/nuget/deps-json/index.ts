import type { Extractor } from '../../extractor.ts';
import { readDeps } from './read-deps.ts';

/** .NET applications and runtimes, by the list of their libraries that the build writes beside them. */
export const depsJson: Extractor = {
  id: 'dotnet-deps',
  version: 2,
  title: 'Applications and runtimes of .NET, by their deps.json',
  wanted: { anywhere: ['*.deps.json'] },
  gives: ['dependencies', 'files', 'origins'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract: readDeps,
};
