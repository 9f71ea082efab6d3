import type { LayerEntry } from './layer.ts';

/** What a place in the final file system is. Hard links have become the file they stand for. */
export type NodeKind = 'file' | 'directory' | 'symlink' | 'other';

/** One place in the file system that the layers make together. */
export interface FileNode {
  /** Where it is in the final file system; empty for the root. */
  readonly path: string;
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
}

/** A node with its children. One class for all, so that a tree of some hundred thousand stays small and quick. */
export class TreeNode implements FileNode {
  path: string;
  kind: NodeKind;
  size: number;
  mode: number;
  /** Empty for anything but a symbolic link. */
  target: string;
  layer: number;
  origin: string;
  /** Only of folders that have any. */
  children: Map<string, TreeNode> | undefined;

  constructor(path: string, kind: NodeKind, size: number, mode: number, target: string, layer: number, origin: string) {
    this.path = path;
    this.kind = kind;
    this.size = size;
    this.mode = mode;
    this.target = target;
    this.layer = layer;
    this.origin = origin;
    this.children = undefined;
  }

  get link(): string | undefined {
    return this.kind === 'symlink' ? this.target : undefined;
  }
}

/** A folder that no entry tells: it is there because something is in it. */
export function impliedFolder(path: string, layer: number): TreeNode {
  return new TreeNode(path, 'directory', 0, 0o755, '', layer, path);
}

const nodeKinds: Readonly<Record<string, NodeKind>> = { file: 'file', directory: 'directory', symlink: 'symlink' };

/** The node of an entry at a path. */
export function nodeOf(entry: LayerEntry, path: string, layer: number): TreeNode {
  return new TreeNode(
    path,
    nodeKinds[entry.kind] ?? 'other',
    entry.size,
    entry.mode,
    entry.link ?? '',
    layer,
    entry.path,
  );
}
