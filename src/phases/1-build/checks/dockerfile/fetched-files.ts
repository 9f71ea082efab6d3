import type { PlacedCommand } from './scripts.ts';
import { isShell } from './shell/names.ts';

type Words = Pick<PlacedCommand, 'program' | 'args'>;

/** Programs by which people see that a file is what it should be. */
const verifiers =
  /^(?:(?:sha\d*|md5|b2|b3)sum|shasum|gpgv?|gpg2|cosign|minisign|signify|rpmkeys|openssl|gh|slsa-verifier|sigstore)$/;
const others = /^(?:python|perl|ruby|node|nodejs|php)[\d.]*$/;
const address = /^['"]?(?:https?|ftp):\/\//i;

const lastPart = (text: string): string => (text.split(/[?#]/)[0] ?? '').replace(/\/+$/, '').replace(/^.*\//, '');

/** The value of an option: the next word, or what is behind it. */
function optionValue(args: readonly string[], letter: string, long: string): string | undefined {
  for (const [index, argument] of args.entries()) {
    if (argument === long || new RegExp(`^-[A-Za-z]*${letter}$`).test(argument)) return args[index + 1];
    if (argument.startsWith(`${long}=`)) return argument.slice(long.length + 1);
  }
  return undefined;
}

/** The files that `curl` or `wget` writes what it fetches from the web to, as they are named there. */
export function fetchedFiles({ program, args }: Words): readonly string[] {
  const addresses = args.filter((argument) => address.test(argument));
  if (addresses.length === 0) return [];
  if (program === 'curl') {
    const named = optionValue(args, 'o', '--output');
    if (named !== undefined) return [named];
    const isByName = args.some(
      (one) => one === '--remote-name' || one === '--remote-name-all' || /^-[A-Za-z]*O[A-Za-z]*$/.test(one),
    );
    return isByName ? addresses.map(lastPart) : [];
  }
  if (program !== 'wget') return [];
  const named = optionValue(args, 'O', '--output-document');
  if (named !== undefined) return named === '-' ? [] : [named];
  const folder = optionValue(args, 'P', '--directory-prefix');
  return addresses.map((one) =>
    folder === undefined ? lastPart(one) : `${folder.replace(/\/$/, '')}/${lastPart(one)}`,
  );
}

/** Whether a command looks whether something is what it should be. */
export const verifies = ({ program }: Words): boolean => verifiers.test(program);

/** The file that a command runs: a script that a shell or another interpreter is handed, or a program by its path. */
export function fileRun({ program, args, path }: Pick<PlacedCommand, 'program' | 'args' | 'path'>): string | undefined {
  if (isShell(program) || others.test(program) || program === '.' || program === 'source')
    return args.find((argument) => !/^[-+]/.test(argument));
  return path.includes('/') ? path : undefined;
}

/** Whether two names are those of one file, as far as a step tells: `./x.sh` is `x.sh`. */
export const isSameFile = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string): string => name.replace(/^(?:\.\/)+/, '');
