import type { Addition } from './addition.ts';

const distributions = 'src/phases/1-build/distributions';

export const distribution: Addition = {
  what: 'a distribution',
  page: 'docs/add-a-distribution.md',
  folder: `${distributions}/ID/`,
  files: {
    [`${distributions}/harbour/index.ts`]: `import type { KnownDistribution } from '../known-distribution.ts';

export const harbour: KnownDistribution = {
  id: 'harbour',
  title: 'Harbour Linux',
  packageType: 'deb',
  makerLine: 'Harbour Linux',
  endOfSupport: { 1: '2020-01-31' },
};
`,
  },
  lines: [
    {
      file: `${distributions}/list.ts`,
      from: "import { kali } from './kali/index.ts';",
      to: "import { harbour } from './harbour/index.ts';\nimport { kali } from './kali/index.ts';",
    },
    { file: `${distributions}/list.ts`, from: '  kali,\n', to: '  harbour,\n  kali,\n' },
  ],
  tests: [{ file: `${distributions}/distributions.test.ts`, says: /^ok \d+ - harbour: its days are days/m }],
  given: { 'root/etc/system-release': 'Harbour Linux release 1.4 (Quay)\n' },
  works: {
    words: ['scan', 'dir:root', '--offline', '--no-record'],
    prints: /Harbour Linux release 1\.4 \(Quay\), END OF LIFE since 2020-01-31/,
  },
};
