import { hasLetter, isShell } from './names.ts';

/** What a program runs of its arguments: from one up to another (not included), as a command or, joined, as a script. */
export interface Runs {
  readonly from: number;
  readonly to: number;
  readonly isScript: boolean;
}

/** A program that runs a command which is its last arguments. */
interface Wrapper {
  /** Options that take the next argument. */
  readonly valued?: RegExp;
  /** Arguments between the options and the command: the root of `chroot`, the seconds of `timeout`. */
  readonly operands?: number;
  /** The option whose value is a script. */
  readonly script?: RegExp;
  /** The option with which it runs nothing. */
  readonly asks?: RegExp;
  /** Its only subcommand that runs something. */
  readonly subcommand?: string;
}

const c = /^-[a-zA-Z]*c$|^--command$/;

const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  // Who
  ['sudo', { valued: /^-[ugpCHThRDtr]$|^--(?:user|group|prompt|host|chdir|chroot|role|type|close-from)$/ }],
  ['doas', { valued: /^-[uC]$/ }],
  ['su', { script: c, valued: /^-[sgGw]$|^--(?:shell|group|supp-group|whitelist-environment)$/, operands: Infinity }],
  ['runuser', { script: c, valued: /^-[usgGw]$|^--(?:user|shell|group|supp-group|whitelist-environment)$/ }],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['s6-setuidgid', { operands: 1 }],
  ['setuidgid', { operands: 1 }],
  ['chpst', { valued: /^-[uUbemdofpcrtC/n]$/ }],
  [
    'setpriv',
    { valued: /^--(?:reuid|regid|ruid|euid|rgid|egid|groups|bounding-set|inh-caps|ambient-caps|securebits)$/ },
  ],
  ['fakeroot', { valued: /^-[lsib]$/ }],
  // Where
  ['chroot', { operands: 1 }],
  ['arch-chroot', { valued: /^-u$/, operands: 1 }],
  ['unshare', { valued: /^-[SGRw]$|^--(?:setuid|setgid|root|wd)$/ }],
  ['nsenter', { valued: /^-[tSGW]$|^--(?:target|setuid|setgid)$/ }],
  ['env', { valued: /^-[uC]$|^--(?:unset|chdir)$/, script: /^-[A-Za-z]*S$/ }],
  // How
  ['command', { asks: /^-[vVp]*[vV]$/ }],
  ['exec', { valued: /^-a$/ }],
  ['builtin', {}],
  ['nohup', {}],
  ['setsid', {}],
  ['eatmydata', {}],
  ['busybox', {}],
  ['catchsegv', {}],
  ['unbuffer', {}],
  ['torsocks', {}],
  ['proxychains', { valued: /^-f$/ }],
  ['proxychains4', { valued: /^-f$/ }],
  ['linux32', {}],
  ['linux64', {}],
  ['setarch', { operands: 1 }],
  ['tini', { valued: /^-[ep]$/ }],
  ['dumb-init', { valued: /^-r$|^--rewrite$/ }],
  ['with-contenv', {}],
  ['nice', { valued: /^-n$|^--adjustment$/ }],
  ['ionice', { valued: /^-[cn]$|^--(?:class|classdata)$/ }],
  ['chrt', { valued: /^-[TPD]$/, operands: 1 }],
  ['taskset', { operands: 1 }],
  ['stdbuf', { valued: /^-[ioe]$|^--(?:input|output|error)$/ }],
  ['time', { valued: /^-[fo]$|^--(?:format|output)$/ }],
  ['timeout', { valued: /^-[ks]$|^--(?:signal|kill-after)$/, operands: 1 }],
  ['faketime', { operands: 1 }],
  ['flock', { valued: /^-[wE]$|^--(?:wait|timeout|conflict-exit-code)$/, operands: 1, script: c }],
  ['strace', { valued: /^-[eosapuEPSU]$/ }],
  ['ltrace', { valued: /^-[eosapuAlxn]$/ }],
  ['xargs', { valued: /^-[IELnPsda]$|^--(?:max-args|max-procs|delimiter|arg-file|max-lines)$/ }],
  ['parallel', { valued: /^-[jINLnasS]$|^--(?:jobs|delay|retries|timeout|colsep)$/ }],
  ['xvfb-run', { valued: /^-[nsefpw]$|^--(?:server-num|server-args|error-file|auth-file)$/ }],
  ['dbus-run-session', {}],
  ['ssh-agent', { valued: /^-[aEOPt]$/ }],
  ['coproc', {}],
  ['script', { script: c, operands: Infinity }],
  // An environment of its own
  ['conda', { subcommand: 'run', valued: /^-[np]$|^--(?:name|prefix|cwd)$/ }],
  ['mamba', { subcommand: 'run', valued: /^-[np]$|^--(?:name|prefix|cwd)$/ }],
  ['micromamba', { subcommand: 'run', valued: /^-[npr]$|^--(?:name|prefix|root-prefix|cwd)$/ }],
  ['poetry', { subcommand: 'run', valued: /^-[CP]$/ }],
  ['pipenv', { subcommand: 'run' }],
  ['pdm', { subcommand: 'run', valued: /^-p$/ }],
  ['uv', { subcommand: 'run', valued: /^-p$|^--(?:python|with|extra|group|directory|project)$/ }],
  ['bundle', { subcommand: 'exec' }],
]);

const python = /^(?:python|pypy)[\d.]*$/;

/** What the program runs of these arguments; nothing for one that is not known to run others. */
export function runsOf(program: string, args: readonly string[]): readonly Runs[] {
  if (isShell(program)) return scriptOf(args);
  if (program === 'eval') return args.length > 0 ? [{ from: 0, to: args.length, isScript: true }] : [];
  if (program === 'trap')
    return args.length > 1 && !args[0]?.startsWith('-') ? [{ from: 0, to: 1, isScript: true }] : [];
  if (program === 'find') return executedBy(args);
  if (python.test(program)) return moduleOf(args);
  // Without -u it is another `su`.
  const isSu = program === 'runuser' && !args.some((argument) => /^(?:-u|--user)/.test(argument));
  const wrapper = wrappers.get(isSu ? 'su' : program);
  return wrapper === undefined ? [] : wrappedBy(wrapper, args);
}

function scriptOf(args: readonly string[]): readonly Runs[] {
  const at = args.findIndex((argument) => hasLetter(argument, 'c'));
  return at < 0 || at + 1 >= args.length ? [] : [{ from: at + 1, to: at + 2, isScript: true }];
}

function wrappedBy(wrapper: Wrapper, args: readonly string[]): readonly Runs[] {
  const { valued, operands = 0, script, asks, subcommand } = wrapper;
  let from = 0;
  let skipped = 0;
  let named = subcommand === undefined;
  for (; from < args.length; from++) {
    const text = args[from] ?? '';
    if (text === '--' && named) {
      if (operands === Infinity) continue;
      // Behind it stands the command of `runuser -u a --`, and what precedes it of `chroot -- /r`.
      from += 1 + operands - Math.min(skipped, operands);
      break;
    }
    if (asks?.test(text)) return [];
    if (script?.test(text)) return from + 1 < args.length ? [{ from: from + 1, to: from + 2, isScript: true }] : [];
    const attached = script !== undefined && /^--command=(.*)$/s.test(text);
    if (attached) return [{ from, to: from + 1, isScript: true }];
    if (text.startsWith('-') && text !== '-') {
      if (valued?.test(text)) from += 1;
    } else if (!named) {
      if (text !== subcommand) return [];
      named = true;
    } else if (skipped < operands) skipped += 1;
    else break;
  }
  return from < args.length ? [{ from, to: args.length, isScript: false }] : [];
}

/** The commands of `find … -exec COMMAND {} ;`. */
function executedBy(args: readonly string[]): readonly Runs[] {
  const found: Runs[] = [];
  for (let i = 0; i < args.length; i++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(args[i] ?? '')) continue;
    const from = i + 1;
    for (i = from; i < args.length && args[i] !== ';' && args[i] !== '+'; ) i += 1;
    if (i > from) found.push({ from, to: i, isScript: false });
  }
  return found;
}

/** `python3 -m pip install`: the module is run as a program of its name. */
function moduleOf(args: readonly string[]): readonly Runs[] {
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (/^-[A-Za-z]*m$/.test(argument)) {
      return i + 1 < args.length ? [{ from: i + 1, to: args.length, isScript: false }] : [];
    }
    if (!argument.startsWith('-') || /^-[A-Za-z]*c$/.test(argument)) return [];
    if (/^-[WX]$/.test(argument)) i += 1;
  }
  return [];
}
