import type { Addition } from './addition.ts';

const ecosystems = 'src/phases/1-build/ecosystems';

export const ecosystem: Addition = {
  what: 'an ecosystem',
  page: 'docs/add-an-ecosystem.md',
  folder: `${ecosystems}/TYPE/`,
  files: {
    [`${ecosystems}/harbour/index.ts`]: `import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

/** Packages of a made-up distribution. */
export const harbour: Ecosystem = {
  type: 'harbour',
  title: 'Packages of Harbour Linux',
  kind: 'system',
  traces: [database('Harbour', 'var/lib/harbour/installed')],
  upgrade: (name, version) => \`Run \\\`berth \${name}\\\` to get \${version} or later.\`,
};
`,
  },
  lines: [
    {
      file: `${ecosystems}/index.ts`,
      from: "import { helm } from './helm/index.ts';",
      to: "import { harbour } from './harbour/index.ts';\nimport { helm } from './helm/index.ts';",
    },
    { file: `${ecosystems}/index.ts`, from: '  guix,\n', to: '  harbour,\n  guix,\n' },
  ],
  tests: [
    { file: `${ecosystems}/ecosystems.test.ts`, says: /^ok \d+ - harbour keeps what an ecosystem claims$/m },
    { file: 'src/phases/1-build/inventory/traces/traces.test.ts', says: /^ok \d+ - Harbour: told at each place/m },
  ],
  given: { 'root/var/lib/harbour/installed': 'openssl 3.0\n' },
  works: {
    words: ['scan', 'dir:root', '--offline', '--no-record'],
    prints: /a package database of Harbour\b/,
  },
};
