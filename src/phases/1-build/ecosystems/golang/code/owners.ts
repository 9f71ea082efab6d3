/** What the standard library is called among modules. */
export const standardLibrary = 'stdlib';

/** Which module a package of a program belongs to. */
export interface Owners {
  /** Path of the main module. */
  readonly main: string | undefined;
  /** Import path of the package that was built into the program, where it is known. */
  readonly mainPackage: string | undefined;
  /** Paths by which code of the modules is imported. */
  readonly modules: ReadonlySet<string>;
}

/** Folders of the standard library (go.dev/src); a package of another name there belongs nowhere until it stands here. */
const standardFolders: ReadonlySet<string> = new Set(
  `archive arena bufio builtin bytes cmd cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image
  index internal io iter log maps math mime net os path plugin reflect regexp runtime simd slices sort strconv strings structs sync syscall testing text
  time unicode unique unsafe uuid vendor weak`.split(/\s+/),
);

/** Of an import path. */
const longestPath = 4096;

/**
 * The module of a package, by its import path; `''` for one of a program that was built without modules, and undefined for one that belongs nowhere: its
 * name was changed, or it came in by a way that nobody here knows.
 */
export function ownerOf(path: string, { main, modules }: Owners): string | undefined {
  if (path === 'main') return main ?? '';
  if (path.length > longestPath) return undefined;
  // The longest that is a folder above counts.
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const module = path.slice(0, end);
    if (modules.has(module)) return module;
  }
  const first = path.slice(0, path.includes('/') ? path.indexOf('/') : path.length);
  if (standardFolders.has(first)) return standardLibrary;
  return modules.size === 0 && first.includes('.') ? '' : undefined;
}

/** The name of a package within its module; a standard one keeps all of its path. */
export function partOf(path: string, module: string): string {
  if (module === standardLibrary || module === '') return path;
  if (path === module) return '';
  return path.startsWith(`${module}/`) ? path.slice(module.length + 1) : path;
}
