import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from '../src/doors/cli/index.ts';
import { reportFormats, reportJsonSchema } from '../src/report/index.ts';
import { root } from './house/repository.ts';

/* `npm run docs`: writes the pages of docs/ that are made from the code. A test says when they are out of step. */

const schema = ['docs/schemas/report-1.0.schema.json', await reportJsonSchema()] as const;
for (const [file, content] of [...referencePages(reportFormats), schema]) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}
