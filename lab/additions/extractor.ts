import type { Addition } from './addition.ts';

const ecosystems = 'src/phases/1-build/ecosystems';

const index = `import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extractor } from '../../extractor.ts';

const nameLine = /\\bs\\.name = "([a-z0-9_-]{1,100})"/;
const versionLine = /\\bs\\.version = "([0-9a-z.]{1,100})"/;

/** Gems that are installed, by their specifications. */
export const gemSpecifications: Extractor = {
  id: 'gem-specifications',
  version: 1,
  title: 'Ruby gems, by their specifications',
  wanted: { anywhere: ['specifications/*.gemspec'] },
  gives: [],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  extract(path, bytes) {
    const text = new TextDecoder().decode(bytes);
    const [name, version] = [nameLine.exec(text)?.[1], versionLine.exec(text)?.[1]];
    if (!name || !version) throw new SeaworthyError('E_FORMAT', 'not the specification of a gem', { where: path });
    return { packages: [{ name, version, type: 'gem', versionOrder: 'gem', purl: { name } }], files: [], problems: [] };
  },
};
`;

const specification = 's.name = "rake"\ns.version = "13.0.6"\n';

const example = `import type { Example } from '../../example.ts';

export const example: Example = {
  path: 'usr/lib/ruby/specifications/rake-13.0.6.gemspec',
  bytes: new TextEncoder().encode(${JSON.stringify(specification)}),
  packages: ['rake@13.0.6'],
};
`;

export const extractor: Addition = {
  what: 'an extractor',
  page: 'docs/add-an-extractor.md',
  folder: `${ecosystems}/TYPE/NAME/`,
  files: {
    [`${ecosystems}/gem/specifications/index.ts`]: index,
    [`${ecosystems}/gem/specifications/example.ts`]: example,
  },
  lines: [
    {
      file: `${ecosystems}/gem/index.ts`,
      named: `${ecosystems}/TYPE/index.ts`,
      from: "import { lockFiles, software } from '../traces.ts';\n",
      to: "import { lockFiles, software } from '../traces.ts';\nimport { gemSpecifications } from './specifications/index.ts';\n",
    },
    {
      file: `${ecosystems}/gem/index.ts`,
      named: `${ecosystems}/TYPE/index.ts`,
      from: "  versionOrder: 'gem',\n",
      to: "  versionOrder: 'gem',\n  extractors: [gemSpecifications],\n",
    },
  ],
  tests: [{ file: `${ecosystems}/contract.test.ts`, says: /^ok \d+ - gem-specifications: reads its example/m }],
  given: { 'root/usr/lib/ruby/specifications/rake-13.0.6.gemspec': specification },
  works: { words: ['sbom', 'dir:root', '-o', 'cyclonedx'], prints: /"pkg:gem\/rake@13\.0\.6"/ },
};
