import type { LinkedCode } from '../../../../../core/index.ts';
import type { Program } from '../../../../../foundations/formats/index.ts';
import { linkedCode } from '../code/linked-program.ts';
import type { Module, Modules } from './modules.ts';

/** Ways of building after which code of the program lies in other files (`go help buildmode`). */
const elsewhere: ReadonlySet<string> = new Set(['plugin', 'shared']);

const importPath = ({ path, importedAs }: Module): string => importedAs ?? path;

/** What a program has of the code of each of its modules; undefined where that cannot be told in full. */
export function codeOfProgram(
  program: Program,
  { main, built, dependencies, settings }: Modules,
): ReadonlyMap<string, LinkedCode> | undefined {
  if (settings.get('-linkshared') === 'true' || elsewhere.has(settings.get('-buildmode') ?? '')) return undefined;
  const modules = [...(main ? [main] : []), ...dependencies].map(importPath);
  return linkedCode(program, settings.get('GOARCH'), {
    main: main && importPath(main),
    mainPackage: built,
    modules: new Set(modules),
  });
}
