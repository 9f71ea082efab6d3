import { partBytes, readPrograms } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { readAudit } from './read-audit.ts';

/** Rust programs built with `cargo auditable`, which writes the list of their crates into them. Others tell nothing. */
export const rustAudit: Extractor = {
  id: 'rust-audit',
  version: 3,
  title: 'Rust programs with the list of their crates (cargo auditable)',
  wanted: { programs: true },
  maxBytes: 512 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes): Extraction {
    const packages = new Map<string, FoundPackage>();
    for (const program of readPrograms(bytes, path)) {
      const section = program.sections.find(({ name }) => name === '.dep-v0');
      const found = section ? readAudit(path, partBytes(program, section)) : [];
      for (const one of found) packages.set(`${one.name}\n${one.version}`, one);
    }
    return { packages: [...packages.values()], files: [], problems: [] };
  },
};
