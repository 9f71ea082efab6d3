import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from '../src/doors/cli/index.ts';
import { reportFormats, reportJsonSchemas } from '../src/report/index.ts';
import { coveragePage } from './coverage-page.ts';
import { root } from './house/repository.ts';

/* `npm run docs`: writes the pages of docs/ that are made from the code. A test says when they are out of step. */

const schemas = [...(await reportJsonSchemas())].map(([name, text]) => [`docs/schemas/${name}`, text] as const);
const coverage = ['docs/coverage.md', coveragePage()] as const;
for (const [file, content] of [...(await referencePages(reportFormats)), ...schemas, coverage]) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}
