import { isBuiltin } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import type { Metafile } from 'esbuild';
import { readSource } from './house/source-text.ts';

/*
 * The program is shipped as scripts, not as modules: the engine lets a script keep the code of every function that has run, and what Node keeps of a
 * module is its outermost code alone, so that each start would compile anew all that it calls. `doors/cli/start` loads them.
 *
 * A script is the text of one function. It is handed `script$use`, which gives what another script gives out; `script$later`, the same when it is needed;
 * and `require` for packages that ask for built-in modules. It returns what it gives out.
 */

type Output = Metafile['outputs'][string];

/** A script's text from that of a chunk, whose imports are as listed. Throws where something is left that only a module may hold. */
export function scriptText(name: string, module: string, imports: Output['imports']): string {
  const { code } = readSource(module);
  const counts = { static: 0, dynamic: 0 };
  const isCode = (at: number, word: string): boolean => code.startsWith(word, at);
  const text = module
    .replace(
      /\bimport(?:\{([^}]*)\}from)?"(\.[^"]+)";/g,
      (whole, list: string | undefined, from: string, at: number) => {
        if (!isCode(at, 'import')) return whole;
        counts.static += 1;
        const names = list === undefined ? '' : `const{${list.replaceAll(/ as /g, ':')}}=`;
        return `${names}script$use(${JSON.stringify(path.posix.basename(from))});`;
      },
    )
    .replace(/\bimport\("([^"]+)"\)/g, (whole, from: string) => {
      counts.dynamic += 1;
      if (!from.startsWith('.') && !isBuiltin(from)) return whole;
      return `script$later(${JSON.stringify(from.startsWith('.') ? path.posix.basename(from) : from)})`;
    })
    // Only comments of packages follow.
    .replace(/\bexport\{([^}]*)\};(?=\s*(?:\/[/*][\s\S]*)?$)/, (_, list: string) => {
      const names = list.split(',').map((each) => each.split(' as '));
      return `return{${names.map(([own = '', as = own]) => (as === own ? own : `${as}:${own}`)).join(',')}};`;
    });
  for (const [kind, count] of [
    ['import-statement', counts.static],
    ['dynamic-import', counts.dynamic],
  ] as const) {
    const listed = imports.filter((one) => one.kind === kind && !(kind === 'import-statement' && one.external)).length;
    if (count !== listed) throw new Error(`${name} has ${listed} of ${kind} and ${count} were found in its text`);
  }
  // A value is handed on when the script has run. One that is set later would be missed.
  if (text.includes('__esm(')) throw new Error(`${name} holds a module that is run when it is asked for`);
  // These names stand around everything in it.
  if (/\bscript\$/.test(code)) throw new Error(`${name} has a name of its own that begins with script$`);
  const script = `(function(script$use,script$later,require){"use strict";${text}\n})`;
  try {
    new vm.Script(script, { filename: name });
  } catch (error) {
    throw new Error(`${name} cannot be a script: ${error instanceof Error ? error.message : String(error)}`);
  }
  return script;
}
