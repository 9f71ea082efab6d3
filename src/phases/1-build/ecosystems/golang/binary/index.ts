import { defined, joinCode } from '../../../../../core/index.ts';
import { readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource } from '../../extractor.ts';
import { isGoProgram, readBuildInfo } from './build-info.ts';
import { codeOfProgram } from './code-of-program.ts';
import { noteOn, packagesOf } from './packages.ts';

/**
 * Go programs: the toolchain writes the modules they were built from into each. The packages of a fat program's architectures are told once.
 */
export const goBinary = fromSource({
  id: 'go-binary',
  version: 9,
  title: 'Go programs, by their build information',
  wanted: { programs: true },
  gives: ['architectures', 'code', 'dependencies'],
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
      for (const found of info ? packagesOf(info, (read) => codeOfProgram(program, read)) : []) {
        const key = `${found.name}\n${found.version}`;
        packages.set(key, ofAll(packages.get(key), found));
      }
    }
    return { packages: [...packages.values()], files: [], problems: [], notes };
  },
});

/** What holds for a package in all architectures of a fat program: of its code, what is in any of them. */
function ofAll(before: FoundPackage | undefined, { architecture, code, ...found }: FoundPackage): FoundPackage {
  const isSame = before === undefined || before.architecture === architecture;
  const both = before === undefined ? code : before.code && code && joinCode(before.code, code);
  return { ...found, ...(isSame ? defined({ architecture }) : {}), ...defined({ code: both }) };
}
