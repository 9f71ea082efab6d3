import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { asSeaworthyError, type Problem, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  dockerfileByName,
  manifestByContent,
  manifestByName,
  maxSearchedBytes,
  type NameSays,
} from '../../phases/1-build/checks/index.ts';

/** Files and folders that one `lint DIR` looks at; more is refused. */
const maxEntries = 200_000;
/** Other people's files. */
const foreignFolders = new Set(['.git', 'node_modules', 'vendor', '.venv', '.terraform']);

/** A file that may be judged. */
export interface SourceCandidate {
  readonly path: string;
  /** What stands in it, where that does not lie in a file. */
  readonly bytes?: Uint8Array;
  /** What its name says: a Dockerfile, a manifest, a source of Terraform, or of a file that the user named none of these. */
  readonly kind: 'dockerfile' | 'manifest' | 'terraform' | 'any';
  /** Whether the name speaks of a Dockerfile. */
  readonly says: NameSays;
  /** The user gave this path; the others were found in a folder that the user gave. */
  readonly named: boolean;
}

export interface SourceCandidates {
  readonly files: readonly SourceCandidate[];
  /** What was not looked at although its name says that it can be judged, and folders that were left out. */
  readonly problems: readonly Problem[];
}

/**
 * The file itself, or what a folder holds whose name speaks of a Dockerfile or of a manifest. Links are followed to files inside the folder; everything else
 * that is no plain file is told. Throws `E_TARGET_NOT_FOUND`, `E_WRONG_KIND` for a device, a pipe or a socket, `E_READ` and `E_LIMIT`.
 */
export function findSources(path: string): SourceCandidates {
  try {
    const kind = statSync(path);
    if (kind.isDirectory()) return new Walk(path).run();
    if (kind.isFile()) return { files: [candidate(path, true)], problems: [] };
    throw new SeaworthyError('E_WRONG_KIND', 'neither a file nor a folder', {
      where: path,
      next: 'Name a Dockerfile or a manifest.',
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    throw asSeaworthyError(error, 'E_READ', 'the folder cannot be read', path);
  }
}

/** Files that Terraform and OpenTofu read by their names. */
const isTerraform = (path: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(path);

function candidate(path: string, named: boolean): SourceCandidate {
  if (isTerraform(path)) return { path, kind: 'terraform', says: 'no', named };
  const says = dockerfileByName(path);
  const kind = says === 'yes' ? 'dockerfile' : manifestByName(path) ? 'manifest' : says === 'no' ? 'any' : 'dockerfile';
  return { path, kind, says, named };
}

class Walk {
  readonly #root: string;
  readonly #files: SourceCandidate[] = [];
  readonly #links: string[] = [];
  readonly #problems: Problem[] = [];
  readonly #left = new Set<string>();
  #entries = 0;

  constructor(root: string) {
    this.#root = root;
  }

  run(): SourceCandidates {
    this.#folder(this.#root);
    this.#followLinks();
    if (this.#left.size > 0) {
      const names = [...this.#left].sort().join(', ');
      this.#tell(this.#root, `not looked into: ${names} (other people's files); name such a folder to judge it`, false);
    }
    return { files: this.#files, problems: this.#problems };
  }

  #folder(folder: string): void {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (++this.#entries > maxEntries)
        throw new SeaworthyError('E_LIMIT', `more than ${maxEntries} entries`, { where: this.#root });
      this.#entry(join(folder, entry.name), entry);
    }
  }

  #entry(path: string, entry: Dirent): void {
    if (entry.isDirectory()) {
      if (foreignFolders.has(entry.name)) this.#left.add(entry.name);
      else this.#inside(path);
      return;
    }
    const found = candidate(path, false);
    const { says } = found;
    if (found.kind === 'any') return;
    if (entry.isFile()) this.#files.push(found);
    else if (entry.isSymbolicLink()) this.#links.push(path);
    else if (says === 'yes') this.#tell(path, 'no file, although it is called a Dockerfile: not read', true);
  }

  /** A folder that cannot be listed takes nothing from the others. */
  #inside(folder: string): void {
    try {
      this.#folder(folder);
    } catch (error) {
      if (error instanceof SeaworthyError) throw error;
      this.#tell(folder, `the folder cannot be read: ${error instanceof Error ? error.message : ''}`, true);
    }
  }

  /** A link inside the folder is another name of a file; whoever wrote the project does not get files of this machine read by one. */
  #followLinks(): void {
    if (this.#links.length === 0) return;
    const inside = join(realpathSync(this.#root), sep);
    const seen = new Set(this.#files.map(({ path }) => realpathSync(path)));
    for (const link of this.#links) {
      const found = candidate(link, false);
      const { says } = found;
      const target = targetOf(link);
      if (target === undefined) {
        if (says === 'yes') this.#tell(link, 'a link to nothing, although it is called a Dockerfile', true);
      } else if (!target.startsWith(inside)) {
        const isMissed = found.kind === 'manifest' ? mayBeManifest(target) : says === 'yes';
        this.#tell(link, 'a link that leads out of this folder: not followed', isMissed);
      } else if (!seen.has(target) && statSync(target).isFile()) {
        seen.add(target);
        this.#files.push(found);
      }
    }
  }

  #tell(where: string, message: string, incomplete: boolean): void {
    const code = incomplete ? 'E_INCOMPLETE' : 'E_FORMAT';
    this.#problems.push({ code, message, where, part: 'dockerfile', incomplete });
  }
}

/** Whether a file that is not judged calls itself a manifest, or nobody could tell. That alone is learnt of it: nothing of it is told. */
function mayBeManifest(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    return manifestByContent(readFileBytes(path, maxSearchedBytes) ?? new Uint8Array(), path);
  } catch {
    return true;
  }
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch {
    return undefined;
  }
}
