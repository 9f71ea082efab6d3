import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { run } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../tools/house/repository.ts';
import { mutated } from './mutations.ts';

/*
 * The process that runs tests on one mutant: `node attempt.ts JSON`. The source on disk stays as it is; what is loaded is the mutant. Exit codes: 0 when every
 * test passed, 1 at the first that did not, 3 when there was none.
 */

/** What such a process is told. */
export interface Attempt {
  readonly tests: readonly string[];
  /** Absent: the source as it is. */
  readonly mutant?: { readonly file: string; readonly from: number; readonly to: number; readonly text: string };
}

if (import.meta.main) {
  const { tests, mutant }: Attempt = JSON.parse(process.argv[2] ?? '');
  if (mutant !== undefined) {
    const file = path.resolve(root, mutant.file);
    const [url, source] = [pathToFileURL(file).href, mutated(readFileSync(file, 'utf8'), mutant)];
    registerHooks({
      load: (asked, context, next) =>
        asked === url ? { format: 'module-typescript', source, shortCircuit: true } : next(asked, context),
    });
  }
  let passed = 0;
  for await (const { type, data } of run({ files: tests.map((test) => path.resolve(root, test)), isolation: 'none' })) {
    if (type === 'test:fail' && data.todo === undefined) process.exit(1);
    // A file without tests counts as one that passed, by its own name.
    if (type === 'test:pass' && data.skip === undefined && data.name !== data.file) passed += 1;
  }
  process.exit(passed === 0 ? 3 : 0);
}
