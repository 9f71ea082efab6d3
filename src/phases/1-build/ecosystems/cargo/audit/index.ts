import { partBytes, programSystem, readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource } from '../../extractor.ts';
import { readAudit } from './read-audit.ts';

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
      const found = section
        ? readAudit(path, partBytes(program, section), programSystem(program.source.read(0, 8)))
        : [];
      for (const one of found) packages.set(`${one.name}\n${one.version}`, one);
    }
    return { packages: [...packages.values()], files: [], problems: [] };
  },
});
