import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { plainCommand } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { dockerfileByName } from '../../phases/1-build/checks/index.ts';
import { type FileText, isWritable, takesFromOthers } from '../../phases/1-build/fix/index.ts';

/** A file that is not offered for rewriting, and why. */
export interface NotTaken {
  readonly path: string;
  readonly why: string;
}

export interface ProjectFiles {
  readonly files: readonly FileText[];
  readonly notTaken: readonly NotTaken[];
}

const maxBytes = 4 * 1024 * 1024;
/** Folders and files that are looked at; what lies in these folders is somebody else's. */
const mostEntries = 50_000;
const mostFiles = 500;
const mostDockerfiles = 10;
const passedOver = new Set(['node_modules', '.git', 'vendor', 'target', '.venv', 'venv', 'bower_components']);

/** The files of a project that name packages, beside and below the files that prove these. Links are not followed. */
export async function projectFiles(root: string, proofs: readonly string[]): Promise<ProjectFiles> {
  const wanted = new Set(proofs.filter(isWritable));
  const notTaken: NotTaken[] = [];
  const folders = new Set(proofs.filter((one) => !isWritable(one)).map((one) => path.posix.dirname(one)));
  if (proofs.some(takesFromOthers)) folders.add('.');
  const waiting = [...folders];
  const seen = new Set<string>();
  let left = mostEntries;
  for (let folder = waiting.pop(); folder !== undefined && left > 0; folder = waiting.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])) {
      const at = path.posix.join(folder, entry.name);
      if (left-- <= 0) break;
      if (entry.isDirectory() && !passedOver.has(entry.name)) waiting.push(at);
      else if (isWritable(at)) wanted.add(at);
    }
  }
  if (left <= 0) notTaken.push({ path: '.', why: `it has more than ${mostEntries} entries: not all were looked at` });
  const files: FileText[] = [];
  for (const one of [...wanted].sort()) {
    const taken =
      files.length < mostFiles ? await take(root, one) : { path: one, why: 'there are too many such files' };
    if ('text' in taken) files.push(taken);
    else notTaken.push(taken);
  }
  return { files, notTaken };
}

/**
 * The Dockerfiles in the folder itself, which a tree of sources says nothing of: what they pin, and what they build upon, is judged by the image that they make.
 */
export async function dockerfilesIn(root: string): Promise<readonly NotTaken[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && dockerfileByName(entry.name) === 'yes')
    .map(({ name }) => name)
    .sort()
    .slice(0, mostDockerfiles)
    .map((name) => {
      const command = plainCommand`seaworthy fix IMAGE --dockerfile ${name}` ?? 'seaworthy fix IMAGE --dockerfile FILE';
      return { path: name, why: `what it builds is not judged with a folder: \`${command}\`` };
    });
}

async function take(root: string, name: string): Promise<FileText | NotTaken> {
  const why = await whyOutside(root, name);
  if (why !== undefined) return { path: name, why };
  const text = textOf(path.join(root, name));
  return text === undefined
    ? { path: name, why: 'it cannot be read, is too large, or is no UTF-8' }
    : { path: name, text };
}

/** The text of a file, so that the same bytes come of it; undefined where there is none. */
export function textOf(file: string, most = maxBytes): string | undefined {
  try {
    const bytes = readFileBytes(file, most);
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Why a file is not written to: it is a link, no file, or lies outside of the tree by way of one. */
export async function whyOutside(root: string, name: string): Promise<string | undefined> {
  const file = path.join(root, name);
  try {
    const status = await lstat(file);
    if (status.isSymbolicLink()) return 'it is a link: what it leads to is not rewritten';
    if (!status.isFile()) return 'it is no file';
    if (status.nlink > 1) return 'it has another name as well (a hard link), which a rewritten file would not';
    const [top, real] = [await realpath(root), await realpath(file)];
    return real === path.join(top, name) ? undefined : 'a link leads to it: it lies elsewhere';
  } catch {
    return 'it cannot be looked at';
  }
}
