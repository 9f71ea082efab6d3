import type { AttackSurface, SurfaceProgram } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';

/** Where programs are that are called by name (Filesystem Hierarchy Standard 3.0). A program elsewhere is not counted. */
const folders = ['bin', 'sbin', 'usr/bin', 'usr/sbin', 'usr/local/bin', 'usr/local/sbin'] as const;

/** Programs of each sort, by name without version. */
const programs = {
  shells: new Set('sh bash dash ash zsh ksh mksh fish csh tcsh pwsh busybox'.split(' ')),
  packageManagers: new Set(
    'apt apt-get dpkg apk yum dnf microdnf tdnf zypper rpm pacman opkg emerge pip npm yarn pnpm gem cargo composer conda'.split(
      ' ',
    ),
  ),
  compilers: new Set('cc gcc g++ c++ clang clang++ tcc go rustc javac ghc gfortran as ld'.split(' ')),
  interpreters: new Set('python perl ruby node php lua java tclsh deno bun'.split(' ')),
} as const satisfies Partial<Readonly<Record<keyof AttackSurface, ReadonlySet<string>>>>;

/** What only builds need, besides compilers: of no use to most intruders, and a sign that a stage was not left behind. */
const buildTools: ReadonlySet<string> = new Set(
  'make gmake cmake ninja meson automake autoconf libtool pkg-config bison flex mvn gradle ant bazel'.split(' '),
);

const sortOf: Readonly<Record<keyof typeof programs, SurfaceProgram['sort']>> = {
  shells: 'shell',
  packageManagers: 'package manager',
  compilers: 'compiler',
  interpreters: 'interpreter',
};
const sorts = Object.keys(sortOf) as readonly (keyof typeof programs)[];

/** What an intruder would find to work with in the final file system. */
export function attackSurface(tree: FileTree): AttackSurface {
  const found = new Map<string, { readonly path: string; readonly layer: number }>();
  for (const folder of folders)
    for (const { layer, name } of tree.inside(folder)) {
      const known = programOf(name);
      const path = `${folder}/${name}`;
      // `bin` may be a link to `usr/bin`: the first of the two is told.
      if (known !== undefined && !found.has(known) && isProgram(tree, path)) found.set(known, { path, layer });
    }
  const of = (all: ReadonlySet<string>): readonly string[] => [...found.keys()].filter((name) => all.has(name)).sort();
  const told = [...found].flatMap(([name, { layer, path }]): readonly SurfaceProgram[] => {
    const sort = sorts.find((one) => programs[one].has(name));
    return [{ name, sort: sort === undefined ? 'build tool' : sortOf[sort], path, layer }];
  });
  return {
    shells: of(programs.shells),
    packageManagers: of(programs.packageManagers),
    compilers: of(programs.compilers),
    interpreters: of(programs.interpreters),
    setuid: setuidFiles(tree),
    programs: told.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const isKnown = (name: string): boolean =>
  buildTools.has(name) || Object.values(programs).some((all: ReadonlySet<string>) => all.has(name));

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
