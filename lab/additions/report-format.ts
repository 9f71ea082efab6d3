import type { Addition } from './addition.ts';

export const reportFormat: Addition = {
  what: 'a report format',
  page: 'docs/add-a-report-format.md',
  folder: 'src/report/ID/',
  files: {
    'src/report/tally/format.ts': `import type { Report } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';

const write = ({ packages, findings }: Report): string => \`\${packages.length} packages, \${findings.length} findings\\n\`;

/** How much there is. */
export const tallyFormat: ReportFormat = {
  id: 'tally',
  version: 1,
  title: 'how many packages and findings',
  mediaType: 'text/plain; charset=utf-8',
  tells: ['packages', 'findings'],
  extension: 'txt',
  write,
};
`,
    'src/report/tally/format.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleReport } from '../testing/sample-report.ts';
import { tallyFormat } from './format.ts';

const options = { color: false, width: 80 };

test('tally: one line', async () => assert.match(await tallyFormat.write(sampleReport, options), /^\\d+ packages/));
`,
  },
  lines: [
    {
      file: 'src/report/format-list.ts',
      from: "import { tableFormat } from './table/format.ts';",
      to: "import { tableFormat } from './table/format.ts';\nimport { tallyFormat } from './tally/format.ts';",
    },
    { file: 'src/report/format-list.ts', from: '  tableFormat,\n', to: '  tableFormat,\n  tallyFormat,\n' },
  ],
  tests: [
    { file: 'src/report/tally/format.test.ts', says: /^ok \d+ - tally: one line$/m },
    { file: 'src/report/format-list.test.ts', says: /^ok \d+ - tally keeps the contract$/m },
  ],
  given: { 'root/etc/os-release': 'ID=harbour\n' },
  works: { words: ['sbom', 'dir:root', '-o', 'tally'], prints: /^0 packages, 0 findings$/m },
};
