import { isTest, type SourceFile } from './repository.ts';

/** Longest a file may be. */
export const maxLines = 400;

/** Files that may be longer, each with its reason: one list or table that people look things up in. */
export const catalogues: Readonly<Record<string, string>> = {
  'src/foundations/net/create-http.test.ts': 'one table of what servers do to a client',
  'src/phases/4-run/captures/event-table-data.ts': 'every event code of the capture format, one line each',
  'src/report/sample-report.ts': 'one made-up report, as data',
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

/** A folder whose subfolders hold modules of one kind, the file that lists them, and how a module declares itself. */
export interface Registry {
  readonly folder: string;
  readonly list: string;
  /** Name of the type of what a module exports. */
  readonly type: string;
}

/** Modules that are in their folder but not in their list. */
export function unlisted(registry: Registry, files: readonly SourceFile[]): readonly string[] {
  const list = files.find((file) => file.path === registry.list)?.source.code ?? '';
  const declaration = new RegExp(`\\bexport const (\\w+): ${registry.type}\\b`, 'g');
  return files
    .filter((file) => file.path.startsWith(`${registry.folder}/`) && !isTest(file.path))
    .filter((file) => file.path.slice(registry.folder.length + 1).includes('/'))
    .flatMap((file) =>
      [...file.source.code.matchAll(declaration)].map((match) => ({ path: file.path, name: match[1] ?? '' })),
    )
    .filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(list.slice(list.indexOf('export const'))))
    .map(({ path, name }) => `${path} exports ${name}, which is not in its list: add it to ${registry.list}`);
}
