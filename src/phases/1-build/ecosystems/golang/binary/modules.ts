import { defined } from '../../../../../core/index.ts';
import { unquote } from './go-text.ts';

/** A module as the build used it. */
export interface Module {
  readonly path: string;
  /** As printed; empty when it has none (`(devel)`). */
  readonly version: string;
  /** The path that its code is imported by, where another module was built in its place. */
  readonly importedAs?: string;
}

/** The text about modules, read. */
export interface Modules {
  readonly main?: Module;
  /** The package that was built into the program, by its import path. */
  readonly built?: string;
  readonly dependencies: readonly Module[];
  /** Settings such as `-ldflags`, `vcs.revision`. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Far more modules than any program has. */
const maxLines = 50_000;

/**
 * Reads the lines of `runtime/debug.BuildInfo`: fields parted by tabs. `mod` the main module, `dep` a dependency, `=>` what the one before was
 * replaced by, `build` a setting, `path` the package that was built.
 */
export function readModules(text: string): Modules {
  let main: Module | undefined;
  let built: string | undefined;
  const dependencies: Module[] = [];
  const settings = new Map<string, string>();
  let last: 'mod' | 'dep' | undefined;
  for (const line of text.split('\n', maxLines)) {
    const [kind, path = '', version = ''] = line.replace(/\r$/, '').split('\t', 4);
    if (kind === 'build') addSetting(settings, line.slice('build\t'.length));
    if (kind === 'path' && path !== '') built = path;
    if (kind === 'mod' && path !== '') main = { path, version: plain(version) };
    if (kind === 'dep' && path !== '') dependencies.push({ path, version: plain(version) });
    if (kind === '=>' && last === 'mod' && main) main = replaced(main, path, version);
    if (kind === '=>' && last === 'dep') {
      const before = dependencies.pop();
      if (before) dependencies.push(replaced(before, path, version));
    }
    last = kind === 'mod' || kind === 'dep' ? kind : undefined;
  }
  return { ...defined({ main, built }), dependencies, settings };
}

/** `(devel)` is what the toolchain prints for a module that was built from a folder: its version is not known. */
const plain = (version: string): string => (version === '(devel)' ? '' : version);

/**
 * The module that really was built. Replaced by a folder: code of the same module in an unknown state, so the name stays and the version goes; the
 * version that was replaced is not in the program.
 */
function replaced(before: Module, path: string, version: string): Module {
  const isFolder =
    path === '' || path.startsWith('./') || path.startsWith('../') || path.startsWith('/') || plain(version) === '';
  return isFolder
    ? { path: before.path, version: '' }
    : { path, version, ...(path === before.path ? {} : { importedAs: before.importedAs ?? before.path }) };
}

/** `key=value`, either in Go's quotes when it needs them. */
function addSetting(settings: Map<string, string>, text: string): void {
  const quotedKey = /^"(?:[^"\\]|\\.)*"(?==)|^`[^`]*`(?==)/.exec(text)?.[0];
  const equals = quotedKey === undefined ? text.indexOf('=') : quotedKey.length;
  if (equals <= 0) return;
  const key = unquote(text.slice(0, equals));
  if (!settings.has(key)) settings.set(key, unquote(text.slice(equals + 1)));
}
