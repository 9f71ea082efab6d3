import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Extractor, extractors } from '../../src/phases/build/index.ts';
import { readCases, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Which extractor reads each kind of the suite. A kind that is not here, or whose extractor is not built, is skipped. */
const extractorOfKind: Readonly<Record<string, string>> = {
  apk: 'apk',
  dpkg: 'dpkg',
  'dpkg-status.d': 'dpkg-status-d',
  'go-binary': 'go-binary',
  'node-package': 'npm',
  'python-metadata': 'python',
};

const executable = 0o755;
const headBytes = 512;

/** Where the file would lie in an image: the suite leaves a gap for its own name. A version in a place has no meaning for what is found. */
function placeOf(pattern: string, file: string): string {
  return pattern.replace(/<version>/g, '1').replace(/<[a-z ]+>/g, path.basename(file));
}

/** What all extractors that want the file find in it, as sorted `name version` lines, and what they could not read. */
function extractAll(
  place: string,
  bytes: Uint8Array,
): { readonly found: readonly string[]; readonly problems: readonly string[] } {
  const found = new Set<string>();
  const problems: string[] = [];
  for (const extractor of extractors.filter((candidate) => wantsFile(candidate, place, bytes))) {
    try {
      const extraction = extractor.extract(place, bytes);
      for (const { name, version } of extraction.packages) found.add(`${name} ${version}`);
      problems.push(...extraction.problems);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { found: [...found].sort(), problems };
}

function wantsFile(extractor: Extractor, place: string, bytes: Uint8Array): boolean {
  const stat = { size: bytes.length, mode: executable };
  if (!extractor.places.includes(place) && !extractor.wants(place, stat)) return false;
  return extractor.sniff?.(bytes.subarray(0, headBytes)) ?? true;
}

function expectedOf(packages: unknown): readonly string[] {
  if (!Array.isArray(packages)) throw new Error('a case has no list "packages"');
  return packages.map((found) => `${textOf(found, 'name')} ${textOf(found, 'version')}`).sort();
}

/** Small package databases and artefacts, with the packages that they hold: the set of (name, version) must be equal. */
export const packageDbsSuite: Suite = {
  name: 'package-dbs',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const line of await readCases(folder)) {
      const kind = textOf(line, 'kind');
      const file = textOf(line, 'file');
      const name = `${kind}: ${file}`;
      if (!tally.wants(name)) continue;
      const wanted = extractorOfKind[kind];
      if (!extractors.some(({ id }) => id === wanted)) {
        tally.skip(kind, { case: name, why: `no extractor for this kind yet (${textOf(line, 'class')})` });
        continue;
      }
      const expected = expectedOf(line.packages).join(', ');
      const { found, problems } = extractAll(
        placeOf(textOf(line, 'place'), file),
        await readFile(path.join(folder, file)),
      );
      const actual = found.join(', ');
      if (actual === expected) tally.pass(kind);
      else tally.fail(kind, { case: name, expected, actual: [actual || 'nothing', ...problems].join('; ') });
    }
    return tally.result();
  },
};
