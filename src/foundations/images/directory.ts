import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  type Stats,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Digest,
  defined,
  type ErrorCode,
  type FilesSubject,
  filesSubject,
  type Problem,
  SeaworthyError,
  someOf,
} from '../../core/index.ts';
import { filesAt } from '../checkouts/index.ts';
import { interruption, nameBytes, nameText } from '../formats/index.ts';
import { absentSubmodules } from './absent-submodules.ts';
import { tellProblem } from './blob-layer.ts';
import type { OpenedImage } from './image.ts';
import type { EntryKind, Interest, Layer, LayerEntry, LayerVisitor, WalkOptions } from './layer.ts';
import { isRootFileSystem } from './root-file-system.ts';
import type { OpenOptions } from './target.ts';
import { fileSource, frontBytes } from './temporary-file.ts';

/** A folder's bytes have no digest: this one is recognisably none. */
const noDigest: Digest = `sha256:${'0'.repeat(64)}`;
const headBytes = 512;
/** Calls to the system are made in this thread; after so many folders others may do something. */
const foldersPerTurn = 64;

/**
 * File systems that show the kernel's state and no files (linux/magic.h): proc, sysfs, devpts, cgroup, cgroup2, debugfs, tracefs, securityfs, bpf,
 * pstore, selinuxfs, mqueue.
 */
const kernelFileSystems: ReadonlySet<number> = new Set([
  0x9fa0, 0x62656572, 0x1cd1, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0xcafe4a11, 0x6165676c,
  0xf97cff8c, 0x19800202,
]);

function kindOf(status: Stats): EntryKind {
  if (status.isFile()) return 'file';
  if (status.isDirectory()) return 'directory';
  return status.isSymbolicLink() ? 'symlink' : 'other';
}

/** One walk through a folder. */
class DirectoryWalk {
  readonly #root: string;
  readonly #visitor: LayerVisitor;
  readonly #options: WalkOptions;
  readonly #front = Buffer.allocUnsafe(frontBytes);
  #entries = 0;
  #folders = 0;

  constructor(root: string, visitor: LayerVisitor, options: WalkOptions) {
    this.#root = root;
    this.#visitor = visitor;
    this.#options = options;
  }

  /** Depth first, names in the order of their code units, so that the same folder is always walked the same way. */
  async run(): Promise<void> {
    const { signal } = this.#options;
    const rootDevice = this.#attempt('', 'look at', () => lstatSync(`${this.#root}/.`))?.dev;
    const pending: { readonly path: string; readonly device: number | undefined }[] = [
      { path: '', device: rootDevice },
    ];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (signal?.aborted) throw interruption(signal);
      this.#folders += 1;
      if (this.#folders % foldersPerTurn === 0) await nextTurn();
      const below: typeof pending = [];
      for (const name of this.#names(folder.path)) {
        const path = folder.path === '' ? name : `${folder.path}/${name}`;
        const status = this.#visit(path);
        if (status === undefined || !status.isDirectory()) continue;
        if (status.dev !== folder.device && this.#isKernelState(path)) continue;
        below.push({ path, device: status.dev });
      }
      pending.push(...below.reverse());
    }
  }

  #names(folder: string): readonly string[] {
    return (
      this.#attempt(folder, 'list', () => {
        const names = readdirSync(this.#place(folder));
        // Names are bytes, and most are UTF-8.
        const isOdd = names.some((name) => name.includes('\ufffd'));
        return (isOdd ? readdirSync(this.#place(folder), 'buffer').map((name) => nameText(name)) : names).sort();
      }) ?? []
    );
  }

  /** Where it is for the system. */
  #place(path: string): string | Buffer {
    if (!path.includes('\ufffd')) return join(this.#root, path);
    return Buffer.concat([Buffer.from(`${this.#root}/`), nameBytes(path)]);
  }

  #isKernelState(path: string): boolean {
    const type = this.#attempt(path, 'look at', () => statfsSync(this.#place(path)).type);
    return type !== undefined && kernelFileSystems.has(type >>> 0);
  }

  /** Tells the visitor of one entry; its status, or undefined when it could not be looked at. */
  #visit(path: string): Stats | undefined {
    const { limits } = this.#options;
    this.#entries += 1;
    if (this.#entries > limits.layerEntries) {
      throw new SeaworthyError('E_LIMIT', `more than ${limits.layerEntries} entries`, { where: this.#root });
    }
    if (Buffer.byteLength(path) > limits.pathBytes) {
      this.#tell('E_LIMIT', `a path of more than ${limits.pathBytes} bytes`, `${path.slice(0, 100)}…`);
      return undefined;
    }
    const status = this.#attempt(path, 'look at', () => lstatSync(this.#place(path)));
    if (status === undefined) return undefined;
    const kind = kindOf(status);
    const link =
      kind === 'symlink'
        ? this.#attempt(path, 'read the link', () => nameText(readlinkSync(this.#place(path), 'buffer')))
        : undefined;
    const entry: LayerEntry = {
      path,
      kind,
      size: kind === 'file' ? status.size : 0,
      mode: status.mode & 0o7777,
      ...defined({ link }),
    };
    const interest = this.#visitor.entry(entry);
    if (kind === 'file' && interest !== 'skip') this.#read(entry, status, interest);
    return status;
  }

  #read(entry: LayerEntry, status: Stats, interest: Interest): void {
    const descriptor = this.#open(entry, status);
    if (descriptor === undefined) return;
    try {
      const body = fileSource(descriptor, 0, entry.size, join(this.#root, entry.path), this.#front);
      if (interest === 'head' && this.#visitor.head !== undefined) {
        const head = this.#attempt(entry.path, 'read', () => body.read(0, headBytes));
        if (head === undefined || !this.#visitor.head(entry, head)) return;
      }
      this.#visitor.body(entry, body);
    } finally {
      closeSync(descriptor);
    }
  }

  /** The file, open; undefined when it is not there any more. Never follows a link that took the place of the file. */
  #open(entry: LayerEntry, status: Stats): number | undefined {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    return this.#attempt(entry.path, 'read', () => {
      const descriptor = openSync(this.#place(entry.path), flags);
      const now = fstatSync(descriptor);
      if (now.ino === status.ino && now.dev === status.dev) return descriptor;
      closeSync(descriptor);
      this.#tell('E_READ', 'it was replaced while it was looked at', entry.path);
      return undefined;
    });
  }

  /** The result, or undefined when the system refused: then a problem was told. */
  #attempt<T>(path: string, what: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      this.#tell('E_READ', `cannot ${what} it: ${error.message}`, path);
      return undefined;
    }
  }

  #tell(code: ErrorCode, message: string, path: string): void {
    tellProblem({ code, message, where: join(this.#root, path), part: 'images', incomplete: true }, this.#options);
  }
}

/** A folder as a layer. Links are told and never followed; a body that is being written is read up to the size it had. */
export function directoryLayer(path: string): Layer {
  return {
    ref: { index: 0, digest: noDigest },
    immutable: false,
    walk: (visitor, options) => new DirectoryWalk(path, visitor, options).run(),
  };
}

function subjectAt(path: string, target: string, content: FilesSubject['content']): FilesSubject {
  const files = filesAt(path);
  if (files === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such folder', { where: path });
  return filesSubject(target, content, files);
}

/** Whether the top of a folder has what only a project has: a checkout, or files that say what it is built from. */
function isProject(path: string, isProjectFile: (name: string) => boolean = () => false): boolean {
  try {
    return readdirSync(path).some((name) => name === '.git' || isProjectFile(name));
  } catch {
    // The walk tells of a folder that cannot be listed.
    return false;
  }
}

function submoduleProblems(path: string): readonly Problem[] {
  const absent = absentSubmodules(path);
  if (absent.length === 0) return [];
  const message = `submodules of git that are not here (${someOf(absent, 5)}): nothing in them was looked at`;
  return [{ code: 'E_INCOMPLETE', message, where: '/.gitmodules', part: 'images', incomplete: true }];
}

/** Opens a folder as the root file system of something that runs or ran, or else as a source tree: what is in it decides. */
export function openDirectory(
  path: string,
  target: string,
  { rootMarks = [], isProjectFile }: Pick<OpenOptions, 'rootMarks' | 'isProjectFile'> = {},
): OpenedImage {
  // Anybody who commits to a project can put there what only roots have; in a root nobody can hide what only projects have.
  const isRoot = isRootFileSystem(path, rootMarks) && !isProject(path, isProjectFile);
  return {
    ...(isRoot ? {} : { told: submoduleProblems(path) }),
    subject: subjectAt(path, target, isRoot ? 'directory' : 'sources'),
    description: `folder ${path} as a ${isRoot ? 'root file system' : 'source tree'}`,
    layers: [directoryLayer(path)],
    close: async () => {},
  };
}

/** Opens a folder as a source tree of which somebody else knows what it is; `close` is what is to be done with it in the end. */
export function openSources(
  path: string,
  subject: FilesSubject,
  description: string,
  close: () => Promise<void>,
): OpenedImage {
  return { subject, description, layers: [directoryLayer(path)], told: submoduleProblems(path), close };
}
