import type { AttackSurface } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';

/** Where programs are that are called by name (Filesystem Hierarchy Standard 3.0). A program elsewhere is not counted. */
const folders = ['bin', 'sbin', 'usr/bin', 'usr/sbin', 'usr/local/bin', 'usr/local/sbin'] as const;

/** Programs of each sort, by name without version. */
const programs: Readonly<Record<Exclude<keyof AttackSurface, 'setuid'>, ReadonlySet<string>>> = {
  shells: new Set('sh bash dash ash zsh ksh mksh fish csh tcsh pwsh busybox'.split(' ')),
  packageManagers: new Set(
    'apt apt-get dpkg apk yum dnf microdnf tdnf zypper rpm pacman opkg emerge pip npm yarn pnpm gem cargo composer conda'.split(
      ' ',
    ),
  ),
  compilers: new Set('cc gcc g++ c++ clang clang++ tcc go rustc javac ghc gfortran as ld'.split(' ')),
  interpreters: new Set('python perl ruby node php lua java tclsh deno bun'.split(' ')),
};

/** What an intruder would find to work with in the final file system. */
export function attackSurface(tree: FileTree): AttackSurface {
  const names = new Set<string>();
  for (const folder of folders)
    for (const { name } of tree.inside(folder)) {
      const known = programOf(name);
      if (known !== undefined && isProgram(tree, `${folder}/${name}`)) names.add(known);
    }
  const of = (all: ReadonlySet<string>): readonly string[] => [...names].filter((name) => all.has(name)).sort();
  return {
    shells: of(programs.shells),
    packageManagers: of(programs.packageManagers),
    compilers: of(programs.compilers),
    interpreters: of(programs.interpreters),
    setuid: setuidFiles(tree),
  };
}

const isKnown = (name: string): boolean => Object.values(programs).some((all) => all.has(name));

/** `python3.11` is python, and `x86_64-linux-gnu-gcc-12` gcc. */
function programOf(name: string): string | undefined {
  if (isKnown(name)) return name;
  const bare = name.replace(/[-.\d]{1,20}$/, '');
  if (isKnown(bare)) return bare;
  const last = bare.slice(bare.lastIndexOf('-') + 1);
  const isCross = /^[^-]{1,40}-[^-]{1,40}-/.test(bare);
  return isCross && programs.compilers.has(last) ? last : undefined;
}

/** A file that can be executed, by way of links or not; a link that leads nowhere is none. */
function isProgram(tree: FileTree, path: string): boolean {
  const file = tree.resolve(path);
  return file?.kind === 'file' && (file.mode & 0o111) !== 0;
}

/** Files that run as their owner, or as their group: setgid without the right to execute is a lock (chmod(2)). */
function setuidFiles(tree: FileTree): number {
  let found = 0;
  for (const { mode } of tree.files()) if ((mode & 0o4000) !== 0 || (mode & 0o2010) === 0o2010) found++;
  return found;
}
