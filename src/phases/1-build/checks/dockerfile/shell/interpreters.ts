import { baseName, isShell } from './names.ts';
import { interpreterOf } from './shells.ts';

/** How an interpreter of another language is handed code on its command line. */
interface Interpreter {
  readonly name: RegExp;
  /** The option whose value is code. */
  readonly code?: RegExp;
  /** Options that take the next argument. */
  readonly valued?: RegExp;
  /** The option behind which a program is named, so that what is read from standard input is data. */
  readonly program?: RegExp;
}

/** `awk` is none of them: its programs are words of a command line, and what it reads are data. */
const interpreters: readonly Interpreter[] = [
  { name: /^(?:python|pypy)[\d.]*$/, code: /^-[A-Za-z]*c$/, valued: /^-[WX]$/, program: /^-[A-Za-z]*m/ },
  { name: /^perl[\d.]*$/, code: /^-[A-Za-z\d]*[eE]$/, valued: /^-I$/ },
  { name: /^ruby[\d.]*$/, code: /^-[A-Za-z]*e$/, valued: /^-[Ir]$/ },
  { name: /^node(?:js)?[\d.]*$/, code: /^(?:-e|-p|-pe|--eval|--print)$/, valued: /^(?:-r|--require|--import)$/ },
  { name: /^php[\d.]*$/, code: /^(?:-r|--run)$/, valued: /^-[dcz]$/, program: /^-[fF]$/ },
  { name: /^lua[\d.]*$/, code: /^-e$/, valued: /^-l$/ },
  { name: /^Rscript$/, code: /^-e$/ },
  { name: /^tclsh[\d.]*$/ },
  { name: /^(?:powershell|pwsh)$/i, code: /^-(?:c|command|e|ec|encodedcommand)$/i, program: /^-f(?:ile)?$/i },
];

/** The name of a program of Windows or of another system: its last part, without `.exe`. */
export const programName = (path: string): string => baseName(path.replaceAll('\\', '/')).replace(/\.exe$/i, '');

/** Whether a command hands code of another language to its interpreter: `inline` as an argument, or as what is read from `standard input`. */
export function takesCode(program: string, args: readonly string[]): 'inline' | 'standard input' | undefined {
  const name = programName(program);
  const known = interpreters.find((one) => one.name.test(name));
  if (known === undefined) return undefined;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (known.code?.test(argument)) return i + 1 < args.length ? 'inline' : 'standard input';
    if (known.program?.test(argument)) return undefined;
    if (argument === '-' || argument === '/dev/stdin') return 'standard input';
    if (known.valued?.test(argument)) i += 1;
    // A file that holds the program.
    else if (!argument.startsWith('-')) return undefined;
  }
  return 'standard input';
}

/** Who reads a script that is no shell's, by its first line; undefined when that names a shell, or nobody. */
export function otherInterpreterOf(script: string): string | undefined {
  const named = interpreterOf(script);
  return named === undefined || isShell(named) ? undefined : named;
}
