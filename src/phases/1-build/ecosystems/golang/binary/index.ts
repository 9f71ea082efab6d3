import { readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource } from '../../extractor.ts';
import { isGoProgram, readBuildInfo } from './build-info.ts';
import { noteOn, packagesOf } from './packages.ts';

/**
 * Go programs: the toolchain writes the modules they were built from into each. The packages of a fat program's architectures are told once.
 */
export const goBinary = fromSource({
  id: 'go-binary',
  version: 6,
  title: 'Go programs, by their build information',
  wanted: { programs: true },
  gives: ['architectures', 'dependencies'],
  isDatabase: false,
  extractFrom(path, source): Extraction {
    const packages = new Map<string, FoundPackage>();
    const notes: string[] = [];
    for (const program of readPrograms(source, path)) {
      const info = readBuildInfo(program);
      if (!info && isGoProgram(program))
        notes.push('a Go program without build information: its modules cannot be told');
      const note = info && noteOn(info);
      if (note !== undefined && !notes.includes(note)) notes.push(note);
      for (const found of info ? packagesOf(info) : []) {
        const key = `${found.name}\n${found.version}`;
        packages.set(key, ofAll(packages.get(key), found));
      }
    }
    return { packages: [...packages.values()], files: [], problems: [], notes };
  },
});

/** What holds for a package in both of two architectures of a fat program. */
function ofAll(before: FoundPackage | undefined, { architecture, ...found }: FoundPackage): FoundPackage {
  const isSame = before === undefined || before.architecture === architecture;
  return isSame && architecture !== undefined ? { ...found, architecture } : found;
}
