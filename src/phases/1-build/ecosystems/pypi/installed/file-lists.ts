import { normalisePath } from '../../../../../foundations/formats/index.ts';

/** The folder of a path; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path of a list in the file system: absolute ones as they are, others from `folder`. */
function resolved(folder: string, path: string): string {
  return normalisePath(path.startsWith('/') ? path : `${folder}/${path}`).path;
}

/** The first field of a line of comma-separated values: in double quotes, doubled inside, when it holds a comma or a quote (RFC 4180). */
function firstField(line: string): string {
  if (!line.startsWith('"')) return line.split(',', 1)[0] ?? '';
  let field = '';
  for (let i = 1; i < line.length; i++) {
    if (line[i] !== '"') field += line[i];
    else if (line[i + 1] === '"') {
      field += '"';
      i++;
    } else break;
  }
  return field;
}

const linesOf = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split(/\r?\n/).filter(Boolean);

/**
 * Reads `RECORD` ("Recording installed projects"): `path,hash,size` a line; paths start from the folder that holds the `.dist-info` folder, and may
 * climb out of it: `../../../bin/pip`.
 */
export function readRecord(path: string, bytes: Uint8Array): string[] {
  const folder = folderOf(folderOf(path));
  return linesOf(bytes)
    .map((line) => resolved(folder, firstField(line)))
    .filter(Boolean);
}

/** Reads `installed-files.txt`, which pip wrote for eggs: a path a line, from the `.egg-info` folder itself. */
export function readInstalledFiles(path: string, bytes: Uint8Array): string[] {
  const folder = folderOf(path);
  return linesOf(bytes)
    .map((line) => resolved(folder, line))
    .filter(Boolean);
}
