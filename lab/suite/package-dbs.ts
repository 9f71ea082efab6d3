import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { whyOf } from '../../src/core/index.ts';
import { programFormat } from '../../src/foundations/formats/index.ts';
import {
  declaredExtractors,
  type Extractor,
  extractors as installed,
  WantedIndex,
} from '../../src/phases/1-build/ecosystems/index.ts';
import { eachCase, listOf, textOf } from './cases.ts';
import { declaredOfKind, declaredWithoutCases, spelledIn } from './declared-kinds.ts';
import { languageOfKind, languageWithoutCases } from './language-kinds.ts';
import { judgeDocument, sbomKinds } from './sbom-documents.ts';
import type { Suite } from './suite.ts';
import { systemOfKind, systemWithoutCases } from './system-kinds.ts';
import { Tally } from './tally.ts';

/** Which extractor reads each kind of the suite. A kind that is not here, or whose extractor is not built, is skipped. */
export const extractorOfKind: Readonly<Record<string, string>> = {
  apk: 'apk',
  dpkg: 'dpkg',
  'dpkg-status.d': 'dpkg-status-d',
  'go-binary': 'go-binary',
  'dotnet-deps': 'dotnet-deps',
  jar: 'java-archive',
  'node-package': 'npm',
  'python-metadata': 'python',
  'rust-auditable': 'rust-audit',
  ...declaredOfKind,
  ...languageOfKind,
  ...systemOfKind,
};

/** Extractors of which the suite has no case. */
export const withoutCases: readonly string[] = [
  'dotnet-assembly',
  'dotnet-bundle',
  'dotnet-host',
  'java-runtime',
  'native-image',
  'signatures',
  'elf-note',
  'npm-unpacked',
  ...declaredWithoutCases,
  ...languageWithoutCases,
  ...systemWithoutCases,
];

const extractors = [...installed, ...declaredExtractors];
const index = new WantedIndex(extractors);
const executable = 0o755;
const headBytes = 512;

/** Where the file would lie in an image: the suite leaves a gap for its own name. A version in a place has no meaning for what is found. */
function placeOf(pattern: string, file: string): string {
  return pattern.replace(/<version>/g, '1').replace(/<[a-z ]+>/g, path.basename(file));
}

/** Where a lock file lies in a project: cases of that class name no place, for its reader says what such files are called. */
function placeInProject({ wanted }: Extractor): string {
  const [name = ''] = [...(wanted.anywhere ?? []), ...(wanted.places ?? [])];
  return `project/${name.replace(/\*/g, 'name')}`;
}

/** What all extractors that want the file find in it, as sorted `name version` lines, and what they could not read. */
function extractAll(
  kind: string,
  place: string,
  bytes: Uint8Array,
): { readonly found: readonly string[]; readonly problems: readonly string[] } {
  const found = new Set<string>();
  const problems: string[] = [];
  for (const extractor of wantersOf(place, bytes)) {
    try {
      const told = extractor.extract(place, bytes);
      const extraction = extractor.join?.([{ path: place, extraction: told }])[0]?.extraction ?? told;
      for (const one of extraction.packages) {
        // The suite lists what is installed. What is here in another state is told with that state, and judged.
        if (one.state !== undefined) continue;
        const spelled = spelledIn(kind, one);
        if (spelled !== undefined) found.add(spelled);
      }
      problems.push(...extraction.problems);
    } catch (error) {
      problems.push(whyOf(error));
    }
  }
  return { found: [...found].sort(), problems };
}

/** Whoever wants the file at this place. */
function wantersOf(place: string, bytes: Uint8Array): readonly Extractor[] {
  const wanting = index.at(place, { size: bytes.length, mode: executable });
  const isProgram = programFormat(bytes.subarray(0, headBytes)) !== undefined;
  return wanting.filter(({ wanted }) => !wanted.programs || isProgram);
}

/** Small package databases and artefacts, with the packages that they hold: the set of (name, version) must be equal. */
export const packageDbsSuite: Suite = {
  name: 'package-dbs',
  async run(folder, options) {
    const tally = new Tally(options);
    await Promise.all(extractors.map((extractor) => extractor.prepare?.()));
    await eachCase(tally, path.join(folder, 'cases.jsonl'), async (line) => {
      const [kind, file] = [textOf(line, 'kind'), textOf(line, 'file')];
      await tally.judge(kind, `${kind}: ${file}`, async () => {
        if (sbomKinds.has(kind)) {
          const packages = listOf(line, 'packages').map((each) => ({
            name: textOf(each, 'name'),
            version: textOf(each, 'version'),
          }));
          return judgeDocument(path.join(folder, file), packages);
        }
        const wanted = extractors.find(({ id }) => id === extractorOfKind[kind]);
        if (wanted === undefined) {
          return { why: `no extractor for this kind yet (${textOf(line, 'class')})` };
        }
        const packages = listOf(line, 'packages');
        const expected = packages.map((each) => `${textOf(each, 'name')} ${textOf(each, 'version')}`).sort();
        const bytes = await readFile(path.join(folder, file));
        const place = wanted.evidence === 'declared' ? placeInProject(wanted) : placeOf(textOf(line, 'place'), file);
        const { found, problems } = extractAll(kind, place, bytes);
        const actual = found.join(', ');
        if (actual === expected.join(', ')) return undefined;
        return { expected: expected.join(', '), actual: [actual || 'nothing', ...problems].join('; ') };
      });
    });
    return tally.result();
  },
};
