import { baseName, hasLetter, isShell } from './names.ts';
import { runsOf } from './runs-of.ts';

/** Programs that run a script of another language when it is handed to them as a shell would be. */
const otherInterpreter = /^(?:python|pypy|perl|ruby|node|nodejs|php|lua|Rscript|tclsh|awk|gawk)[\d.]*$/;
/** Options of shells that take the next argument. */
const valued = /^[-+]o$|^--(?:rcfile|init-file)$/;

/** Whether what the program runs is surely written for no shell: `SHELL ["python3", "-c"]`. */
export function isOtherInterpreter(program: string): boolean {
  return otherInterpreter.test(program);
}

/** Whether a shell with these arguments takes its script from standard input: it is given none with `-c`, and no file. */
export function readsStandardInput(args: readonly string[]): boolean {
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (hasLetter(argument, 'c')) return false;
    if (hasLetter(argument, 's')) return true;
    if (argument === '-' || argument === '--') continue;
    if (valued.test(argument)) i += 1;
    else if (!/^[-+]/.test(argument)) return argument === '/dev/stdin' || argument === '/proc/self/fd/0';
  }
  return true;
}

/** Programs that start a shell where they are given no command. */
const startShell = new Set(['su', 'runuser', 'chroot', 'nsenter', 'unshare']);

/** Whether what a command reads from standard input is a shell script. */
export function readsScript(program: string, args: readonly string[]): boolean {
  if (isShell(program)) return readsStandardInput(args);
  if (program === 'sudo' && !args.some((argument) => /^-[A-Za-z]*[is]$|^--(?:login|shell)$/.test(argument)))
    return false;
  return (program === 'sudo' || startShell.has(program)) && runsOf(program, args).length === 0;
}

/** The interpreter that the first line of a script names; undefined when it names none. */
export function interpreterOf(script: string): string | undefined {
  const line = /^#!([^\n]{0,500})/.exec(script)?.[1];
  if (line === undefined) return undefined;
  const names = line.trim().split(/\s+/).map(baseName);
  const isWord = (word: string): boolean => !word.startsWith('-') && !word.includes('=');
  const [first = '', ...rest] = names;
  return first === 'env' || first === 'busybox' ? (rest.find(isWord) ?? first) : first;
}
