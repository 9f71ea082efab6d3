import { partBytes, programFormat, readPrograms } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { readAudit } from './read-audit.ts';

/** Libraries need no execute bit. */
const named = /\.(?:exe|dll|so|dylib|node)$/;

/** Rust programs built with `cargo auditable`, which writes the list of their crates into them. Others tell nothing. */
export const rustAudit: Extractor = {
  id: 'rust-audit',
  version: 1,
  title: 'Rust programs with the list of their crates (cargo auditable)',
  places: [],
  wants: (path, { mode, size }) => size >= 64 && ((mode & 0o111) !== 0 || named.test(path)),
  sniff: (head) => programFormat(head) !== undefined,
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
