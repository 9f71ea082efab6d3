import path from 'node:path';
import { isTest, type SourceFile } from './repository.ts';
import { importsOf } from './source-text.ts';

/** Longest a file may be. */
export const maxLines = 400;

/** Files that may be longer, each with its reason: one list or table that people look things up in. */
export const catalogues: Readonly<Record<string, string>> = {
  'src/foundations/net/create-http.test.ts': 'one table of what servers do to a client',
  'src/phases/4-run/sources/scap/event-table-data.ts': 'every event code of the capture format, one line each',
  'src/report/testing/sample-report.ts': 'one made-up report, as data',
};

/** Files that are too long. */
export function longFiles(
  files: readonly SourceFile[],
  allowed: Readonly<Record<string, string>> = catalogues,
): readonly string[] {
  return files
    .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > maxLines && !Object.hasOwn(allowed, path))
    .map(({ path, lines }) => `${path} has ${lines} lines; ${maxLines} is the most: give its parts names and files`);
}

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** Names, of files and of the folders they lie in, that are not kebab-case. */
export function oddNames(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path.split('/').some((name) => !kebabCase.test(name)))
    .map((path) => `${path}: names of files and folders are kebab-case`);
}

/** A list of modules of one kind that lie below it. */
export interface Registry {
  /** The file that lists them. */
  readonly list: string;
  /** Name of the list. */
  readonly name: string;
  /** Name of the type of what a module exports. */
  readonly type: string;
  /** Names of the modules that are in the list. */
  readonly members: readonly string[];
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** Every list of modules there is, by its form: an exported constant of a type `readonly T[]` whose entries are imported from beside or below it. */
export function registriesIn(files: readonly SourceFile[]): readonly Registry[] {
  const lists = /\bexport const (\w+): readonly ([A-Z]\w*)\[\] = \[([^\]]*)\]/g;
  return files
    .filter((file) => !isTest(file.path))
    .flatMap((file) => {
      const imported = [...file.text.matchAll(/\bimport \{([^}]*)\} from '\.\/[^']*'/g)];
      const names = new Set(imported.flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim())));
      return [...file.source.code.matchAll(lists)]
        .map(([, name = '', type = '', entries = '']) => ({
          list: file.path,
          name,
          type,
          members: entries.match(/\w+/g) ?? [],
        }))
        .filter(({ members }) => members.some((member) => names.has(member)));
    });
}

/** Modules that lie below a list of their kind and are not in it. */
export function unlisted(registry: Registry, files: readonly SourceFile[]): readonly string[] {
  const declaration = new RegExp(`\\bexport const (\\w+): ${registry.type}\\b(?!\\[)`, 'g');
  return files
    .filter(({ path }) => path !== registry.list && path.startsWith(folderOf(registry.list)) && !isTest(path))
    .filter(({ path }) => !isTestAid(path))
    .flatMap((file) => [...file.source.code.matchAll(declaration)].map(([, name = '']) => ({ path: file.path, name })))
    .filter(({ name }) => !registry.members.includes(name))
    .map(({ path, name }) => `${path} exports ${name}, which is not in its list: add it to ${registry.list}`);
}

/** Whether a file serves tests only, by its place: it lies in a folder `testing`, or is the example that a module brings. */
function isTestAid(file: string): boolean {
  return file.includes('/testing/') || file.endsWith('/example.ts');
}

/** Files that nothing but tests can reach, and that do not say so by their place; and those that say so and are not. */
export function misplacedTestAids(files: readonly SourceFile[], entries: readonly string[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const reach = (file: string): void => {
    const found = byPath.get(file);
    if (found === undefined || reached.has(file)) return;
    reached.add(file);
    for (const { from } of importsOf(found.source))
      if (from.startsWith('.')) reach(path.posix.join(path.posix.dirname(file), from));
  };
  for (const entry of entries) reach(entry);
  return files
    .map((file) => file.path)
    .filter((file) => !isTest(file) && isTestAid(file) === reached.has(file))
    .map((file) =>
      isTestAid(file)
        ? `${file} is used by what is shipped: it belongs out of \`testing\``
        : `${file} is reached by tests only: put it into a folder \`testing\` (or name it example.ts where a module brings it), or delete it`,
    );
}

/** Exported types of the same name in files that are shipped: one of the two means something else and wants a name that says so. */
export function sharedTypeNames(files: readonly SourceFile[], mayShare: (file: string) => boolean): readonly string[] {
  const places = new Map<string, string[]>();
  for (const file of files) {
    if (isTest(file.path) || isTestAid(file.path) || mayShare(file.path)) continue;
    for (const [, name = ''] of file.source.code.matchAll(/^export (?:interface|type|(?:abstract )?class) (\w+)/gm))
      places.set(name, [...(places.get(name) ?? []), file.path]);
  }
  return [...places]
    .filter(([, where]) => where.length > 1)
    .map(([name, where]) => `${name} is declared in ${where.join(' and in ')}: a word means one thing`);
}
