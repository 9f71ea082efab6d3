import type { Addition } from './addition.ts';

const ecosystems = 'src/phases/1-build/ecosystems';

const index = `import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extractor } from '../../extractor.ts';

const versionLine = /^version\\s{0,8}= "([0-9a-z.]{1,100})"$/m;

/** Nim packages, by what they say of themselves. */
export const nimblePackages: Extractor = {
  id: 'nimble-packages',
  version: 1,
  title: 'Nim packages, by their nimble files',
  wanted: { anywhere: ['*.nimble'] },
  gives: [],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  extract(path, bytes) {
    const name = path.slice(path.lastIndexOf('/') + 1, -'.nimble'.length);
    const version = versionLine.exec(new TextDecoder().decode(bytes))?.[1];
    if (!version) throw new SeaworthyError('E_FORMAT', 'not what a Nim package says of itself', { where: path });
    return { packages: [{ name, version, type: 'nim', versionOrder: 'semver', purl: { name } }], files: [], problems: [] };
  },
};
`;

const said = 'version       = "0.6.0"\nauthor        = "Mara"\n';

const example = `import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'root/.nimble/pkgs2/jester-0.6.0/jester.nimble',
  bytes: new TextEncoder().encode(${JSON.stringify(said)}),
  packages: ['jester@0.6.0'],
};
`;

export const extractor: Addition = {
  what: 'an extractor',
  page: 'docs/add-an-extractor.md',
  folder: `${ecosystems}/TYPE/NAME/`,
  files: {
    [`${ecosystems}/nim/nimble-packages/index.ts`]: index,
    [`${ecosystems}/nim/nimble-packages/example.ts`]: example,
  },
  lines: [
    {
      file: `${ecosystems}/nim/index.ts`,
      named: `${ecosystems}/TYPE/index.ts`,
      from: "import { lockFiles, software } from '../traces.ts';\n",
      to: "import { lockFiles, software } from '../traces.ts';\nimport { nimblePackages } from './nimble-packages/index.ts';\n",
    },
    {
      file: `${ecosystems}/nim/index.ts`,
      named: `${ecosystems}/TYPE/index.ts`,
      from: "  kind: 'registry',\n",
      to: "  kind: 'registry',\n  versionOrder: 'semver',\n  extractors: [nimblePackages],\n",
    },
  ],
  tests: [{ file: `${ecosystems}/contract.test.ts`, says: /^ok \d+ - nimble-packages: reads its example/m }],
  given: { 'root/root/.nimble/pkgs2/jester-0.6.0/jester.nimble': said },
  works: { words: ['sbom', 'dir:root', '-o', 'cyclonedx'], prints: /"pkg:nim\/jester@0\.6\.0"/ },
};
