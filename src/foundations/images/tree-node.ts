import type { FileOwner } from '../formats/index.ts';
import type { LayerEntry } from './layer.ts';

/** What a place in the final file system is. Hard links have become the file they stand for. */
export type NodeKind = 'file' | 'directory' | 'symlink' | 'other';

/** One place in the file system that the layers make together. */
export interface FileNode {
  /** Where it is in the final file system; empty for the root. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly kind: NodeKind;
  /** Bytes of a file. */
  readonly size: number;
  readonly mode: number;
  /** Target of a symbolic link as written. */
  readonly link?: string | undefined;
  /** Index of the layer that holds the body (of a link or folder: that brought it). */
  readonly layer: number;
  /** Path of the entry in that layer whose body it is: another than `path` for hard links and for entries written through a link. */
  readonly origin: string;
  /** Whether `origin` is another than `path`: costs less than to make both. */
  readonly isElsewhere: boolean;
  /** Absent where it is root's. */
  readonly owner?: FileOwner | undefined;
  /** As in `TarEntry`. */
  readonly capabilities?: number | undefined;
}

/** What few nodes have. */
interface Rare {
  /** Target of a symbolic link. */
  readonly target?: string | undefined;
  /** Where another than the path. */
  readonly origin?: string | undefined;
  readonly owner?: FileOwner | undefined;
  readonly capabilities?: number | undefined;
}

const kindNames: readonly NodeKind[] = ['file', 'directory', 'symlink', 'other'];

/** Two bits for the kind, twelve for the mode, the rest for the layer. */
const bitsOf = ({ kind, mode, layer }: Pick<FileNode, 'kind' | 'mode' | 'layer'>): number =>
  kindNames.indexOf(kind) | ((mode & 0o7777) << 2) | (layer << 14);

/**
 * A node with its children. One class for all, and no more members than it must have, so that a tree of a million stays small: its path is that of its
 * folder and its name.
 */
export class TreeNode implements FileNode {
  /** Undefined for the root. */
  readonly parent: TreeNode | undefined;
  readonly name: string;
  readonly size: number;
  /** Kind, mode and layer in one number. */
  #bits: number;
  rare: Rare | undefined;
  /** Only of folders that have any. */
  children: Map<string, TreeNode> | undefined;

  constructor(
    parent: TreeNode | undefined,
    name: string,
    facts: Pick<FileNode, 'kind' | 'size' | 'mode' | 'layer'>,
    rare?: Rare,
  ) {
    this.parent = parent;
    this.name = name;
    this.size = facts.size;
    this.#bits = bitsOf(facts);
    this.rare = rare;
    this.children = undefined;
  }

  get kind(): NodeKind {
    return kindNames[this.#bits & 3] ?? 'other';
  }

  get mode(): number {
    return (this.#bits >>> 2) & 0o7777;
  }

  get layer(): number {
    return this.#bits >>> 14;
  }

  /** What a layer says of a folder that is there already. */
  change(mode: number, layer: number): void {
    this.#bits = bitsOf({ kind: this.kind, mode, layer });
  }

  get path(): string {
    let path = this.name;
    for (let folder = this.parent; folder !== undefined && folder.parent !== undefined; folder = folder.parent)
      path = `${folder.name}/${path}`;
    return path;
  }

  get origin(): string {
    return this.rare?.origin ?? this.path;
  }

  get isElsewhere(): boolean {
    const origin = this.rare?.origin;
    return origin !== undefined && origin !== this.path;
  }

  get target(): string {
    return this.rare?.target ?? '';
  }

  get owner(): FileOwner | undefined {
    return this.rare?.owner;
  }

  get capabilities(): number | undefined {
    return this.rare?.capabilities;
  }

  get link(): string | undefined {
    return this.kind === 'symlink' ? this.target : undefined;
  }
}

/** A folder that no entry tells: it is there because something is in it. */
export function impliedFolder(parent: TreeNode | undefined, name: string, layer: number): TreeNode {
  return new TreeNode(parent, name, { kind: 'directory', size: 0, mode: 0o755, layer });
}

const nodeKinds: Readonly<Record<string, NodeKind>> = { file: 'file', directory: 'directory', symlink: 'symlink' };

/** The node of an entry in a folder. */
export function nodeOf(entry: LayerEntry, parent: TreeNode, name: string, layer: number): TreeNode {
  const { size, mode, link: target, owner, capabilities } = entry;
  const kind = nodeKinds[entry.kind] ?? 'other';
  const node = new TreeNode(parent, name, { kind, size, mode, layer });
  const origin = node.path === entry.path ? undefined : entry.path;
  if (target === undefined && origin === undefined && capabilities === undefined)
    return owner === undefined ? node : new TreeNode(parent, name, node, owned(owner));
  return new TreeNode(parent, name, node, { target, origin, owner, capabilities });
}

let lastOwned: Required<Pick<Rare, 'owner'>> = { owner: { uid: 0, gid: 0 } };

/** One object for all in a row that have the same owner: an application may have a hundred thousand. */
function owned(owner: FileOwner): Rare {
  const { owner: last } = lastOwned;
  if (last?.uid !== owner.uid || last.gid !== owner.gid) lastOwned = { owner };
  return lastOwned;
}
