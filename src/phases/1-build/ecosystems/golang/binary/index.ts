import { programFormat, readPrograms } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { isGoProgram, readBuildInfo } from './build-info.ts';
import { packagesOf } from './packages.ts';

/** Programs are executable or Windows programs; libraries (`-buildmode=c-shared`, plugins) need no execute bit. */
const named = /\.(?:exe|dll|so|dylib|node)$/;

/**
 * Go programs: the toolchain writes the modules they were built from into each. The packages of a fat program's architectures are told once.
 */
export const goBinary: Extractor = {
  id: 'go-binary',
  version: 1,
  title: 'Go programs, by their build information',
  places: [],
  wants: (path, { mode, size }) => size >= 64 && ((mode & 0o111) !== 0 || named.test(path)),
  sniff: (head) => programFormat(head) !== undefined,
  maxBytes: 512 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes): Extraction {
    const packages = new Map<string, FoundPackage>();
    const notes: string[] = [];
    for (const program of readPrograms(bytes, path)) {
      const info = readBuildInfo(program);
      if (!info && isGoProgram(program))
        notes.push('a Go program without build information: its modules cannot be told');
      for (const found of info ? packagesOf(info) : []) packages.set(`${found.name}\n${found.version}`, found);
    }
    return { packages: [...packages.values()], files: [], problems: [], notes };
  },
};
