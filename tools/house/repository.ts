import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource, type SourceText } from './source-text.ts';

/** The folder of the repository, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** One of our TypeScript files. */
export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly source: SourceText;
}

export function isTest(file: string): boolean {
  return file.endsWith('.test.ts');
}

export function sourceFile(file: string, text: string): SourceFile {
  return { path: file, text, source: readSource(text) };
}

/** Every file below a folder of the repository, relative to the repository, sorted. */
export function filesBelow(folder: string): readonly string[] {
  const top = path.join(root, folder);
  if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}

/** The TypeScript of these folders. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => sourceFile(file, readFileSync(path.join(root, file), 'utf8')));
}
