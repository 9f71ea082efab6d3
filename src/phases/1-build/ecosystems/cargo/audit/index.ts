import { type Program, partBytes, readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource } from '../../extractor.ts';
import { readAudit } from './read-audit.ts';

/**
 * The system that a program is for, by its format. ELF is that of many: the byte `EI_OSABI` (System V gABI, "ELF Identification") is 0 or 3 for Linux, and
 * FreeBSD has its own.
 */
function systemOf({ format, source }: Program): string | undefined {
  if (format === 'pe') return 'windows';
  if (format === 'mach-o') return 'darwin';
  const [system] = source.read(7, 1);
  return system === 0 || system === 3 ? 'linux' : undefined;
}

/** Rust programs built with `cargo auditable`, which writes the list of their crates into them. Others tell nothing. */
export const rustAudit = fromSource({
  id: 'rust-audit',
  version: 6,
  title: 'Rust programs with the list of their crates (cargo auditable)',
  wanted: { programs: true },
  gives: ['dependencies', 'origins'],
  isDatabase: false,
  extractFrom(path, source): Extraction {
    const packages = new Map<string, FoundPackage>();
    for (const program of readPrograms(source, path)) {
      const section = program.sections.find(({ name }) => name === '.dep-v0');
      const found = section ? readAudit(path, partBytes(program, section), systemOf(program)) : [];
      for (const one of found) packages.set(`${one.name}\n${one.version}`, one);
    }
    return { packages: [...packages.values()], files: [], problems: [] };
  },
});
