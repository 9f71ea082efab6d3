import type { Limits } from '../../core/index.ts';
import type { LayerEntry } from './layer.ts';
import { type FileNode, impliedFolder, nodeOf, TreeNode } from './tree-node.ts';

type TreeLimits = Pick<Limits, 'linkHops' | 'pathBytes'>;

/** Longer parts of a text keep the whole of it in memory (V8: sliced strings begin at 13 characters). */
const own = (name: string): string => (name.length < 13 ? name : Buffer.from(name).toString());

/** The folder a path is in, and its name there. */
interface Place {
  readonly folder: TreeNode;
  readonly name: string;
}

/**
 * The file system that a container of the image would see: layers applied over one another as an overlay does it.
 * - A whiteout hides what lower layers have, and an opaque folder all they have in it, wherever in the layer the mark stands.
 * - A folder over a folder keeps what is in it; everything else replaces what was there.
 * - A path through a link that the *same* layer made is written where the link leads; through a lower layer's link it makes a folder in its place.
 */
export class FileTree {
  readonly #root = impliedFolder(undefined, '', 0);
  readonly #limits: TreeLimits;
  readonly #unresolved: { readonly layer: number; readonly entry: LayerEntry }[] = [];
  /** The folder of the last entry: the next one is mostly in the same. */
  #lastFolderPath: string | undefined;
  #lastFolder = this.#root;

  constructor(limits: TreeLimits) {
    this.#limits = limits;
  }

  /** The tree of these layers, the base first. */
  static merge(layers: readonly Iterable<LayerEntry>[], limits: TreeLimits): FileTree {
    const tree = new FileTree(limits);
    for (const [index, entries] of layers.entries()) tree.#apply(entries, index);
    return tree;
  }

  /** Hard links whose target is nowhere: a runtime would refuse the layer. */
  get unresolvedHardLinks(): readonly { readonly layer: number; readonly entry: LayerEntry }[] {
    return this.#unresolved;
  }

  /** What is at the path, links in its folders followed, a link at its end not (as lstat(2) does it). */
  get(path: string): FileNode | undefined {
    return this.#walk(path, false);
  }

  /**
   * What a path leads to, with every symbolic link followed inside the root (as `chroot` and stat(2) do it): absolute targets begin at the root of
   * the image, `..` stays at the root. Undefined when nothing is there, a link dangles, or more links than `linkHops` are in the way.
   */
  resolve(path: string): FileNode | undefined {
    return this.#walk(path, true);
  }

  /** All regular files, of a folder or of all, folder by folder, in the order in which they were brought. */
  *files(folder?: FileNode): Generator<FileNode> {
    for (const node of this.nodes(folder)) if (node.kind === 'file') yield node;
  }

  /** Everything but the root, with its path: to make paths on the way costs less than to ask each node for its own. */
  each(visit: (node: FileNode, path: string) => void): void {
    const open: { readonly folder: string; readonly nodes: Iterator<TreeNode> }[] = [];
    const enter = (folder: string, { children }: TreeNode): void => {
      if (children !== undefined) open.push({ folder, nodes: children.values() });
    };
    enter('', this.#root);
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const next = level.nodes.next();
      if (next.done === true) {
        open.pop();
        continue;
      }
      const path = level.folder + next.value.name;
      visit(next.value, path);
      if (next.value.children !== undefined) enter(`${path}/`, next.value);
    }
  }

  /** What is in the folder that a path leads to, links followed; nothing where there is none. */
  inside(path: string): readonly FileNode[] {
    return [...(this.#walk(path, true)?.children?.values() ?? [])];
  }

  /** Everything in a folder; without one, everything but the root. */
  *nodes(folder: FileNode = this.#root): Generator<FileNode> {
    const { children } = folder instanceof TreeNode ? folder : this.#root;
    const open: Iterator<TreeNode>[] = [(children ?? new Map<string, TreeNode>()).values()];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const next = level.next();
      if (next.done === true) open.pop();
      else {
        yield next.value;
        if (next.value.children !== undefined) open.push(next.value.children.values());
      }
    }
  }

  #apply(entries: Iterable<LayerEntry>, layer: number): void {
    // Below the first layer there is nothing to hide.
    if (layer > 0) for (const entry of entries) this.#hide(entry);
    this.#lastFolderPath = undefined;
    const early: LayerEntry[] = [];
    for (const entry of entries) {
      if (entry.kind === 'whiteout' || entry.kind === 'opaque') continue;
      if (entry.kind === 'hardlink') {
        if (!this.#link(entry, layer)) early.push(entry);
      } else this.#put(entry, layer);
    }
    // A hard link before its target: no writer does it, and it costs nothing to be lenient.
    for (const entry of early) if (!this.#link(entry, layer)) this.#unresolved.push({ layer, entry });
  }

  /** A folder of lower layers, by its own path. */
  #lowerFolder(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.#root;
    if (path === '') return node;
    for (const name of path.split('/')) node = node?.children?.get(name);
    return node;
  }

  #hide({ kind, path }: LayerEntry): void {
    if (kind === 'opaque') this.#empty(path);
    if (kind !== 'whiteout') return;
    const slash = path.lastIndexOf('/');
    this.#lowerFolder(path.slice(0, Math.max(slash, 0)))?.children?.delete(path.slice(slash + 1));
  }

  #empty(path: string): void {
    const folder = this.#lowerFolder(path);
    if (folder?.kind === 'directory') folder.children = undefined;
  }

  #put(entry: LayerEntry, layer: number): void {
    if (entry.path === '') {
      this.#root.change(entry.mode, layer);
      return;
    }
    const place = this.#place(entry.path, layer);
    if (place === undefined) return;
    this.#set(place, nodeOf(entry, place.folder, place.name, layer));
  }

  /** Makes the hard link; false when its target is not there. */
  #link(entry: LayerEntry, layer: number): boolean {
    if (entry.path === '') return true;
    const target = this.#walk(entry.link ?? '', false);
    if (target === undefined || target.kind === 'directory') return false;
    const place = this.#place(entry.path, layer);
    if (place === undefined) return true;
    this.#share(target, entry);
    const { origin, link, owner, capabilities } = target;
    this.#set(place, new TreeNode(place.folder, place.name, target, { origin, target: link, owner, capabilities }));
    return true;
  }

  /** All names of a file have one mode and one owner: runtimes give it those of the link's own entry, and capabilities where that names any. */
  #share(target: TreeNode, { mode, owner, capabilities = target.capabilities }: LayerEntry): void {
    if (target.kind === 'symlink') return;
    target.change(mode, target.layer);
    const isSame = owner?.uid === target.owner?.uid && owner?.gid === target.owner?.gid;
    if (!isSame || capabilities !== target.capabilities) target.rare = { ...target.rare, owner, capabilities };
  }

  #set({ folder, name }: Place, node: TreeNode): void {
    folder.children ??= new Map();
    const before = folder.children.get(name);
    if (before !== undefined && before.kind === 'directory') {
      if (node.kind === 'directory') node.children = before.children;
      this.#lastFolderPath = undefined;
    }
    folder.children.set(name, node);
  }

  /** Where an entry of a layer goes; undefined when links of its own layer lead nowhere. */
  #place(path: string, layer: number): Place | undefined {
    const slash = path.lastIndexOf('/');
    const name = own(path.slice(slash + 1));
    if (slash < 0) return { folder: this.#root, name };
    const folderPath = path.slice(0, slash);
    if (folderPath !== this.#lastFolderPath) {
      const folder = this.#makeFolder(folderPath, layer);
      if (folder === undefined) return undefined;
      this.#lastFolderPath = folderPath;
      this.#lastFolder = folder;
    }
    return { folder: this.#lastFolder, name };
  }

  #makeFolder(path: string, layer: number): TreeNode | undefined {
    const steps = new Steps(this.#root, path, this.#limits);
    for (let name = steps.next(); name !== undefined; name = steps.next()) {
      const folder = steps.at;
      let child = folder.children?.get(name);
      const isOwnLink = child?.kind === 'symlink' && child.layer === layer;
      if (child === undefined || (child.kind !== 'directory' && !isOwnLink)) {
        child = impliedFolder(folder, name, layer);
        folder.children ??= new Map();
        folder.children.set(name, child);
      }
      if (isOwnLink ? !steps.follow(child.target) : !steps.enter(child)) return undefined;
    }
    return steps.at;
  }

  #walk(path: string, followLast: boolean): TreeNode | undefined {
    if (path.length > this.#limits.pathBytes) return undefined;
    const steps = new Steps(this.#root, path, this.#limits);
    for (let name = steps.next(); name !== undefined; name = steps.next()) {
      const child = steps.at.children?.get(name);
      if (child === undefined) return undefined;
      if (child.kind === 'symlink' && (followLast || steps.more)) {
        if (!steps.follow(child.target)) return undefined;
      } else if (steps.more) steps.enter(child);
      else return child;
    }
    return steps.at;
  }
}

/** Goes down a path step by step; a link that is followed puts its own steps in front of those that are left. */
class Steps {
  readonly #trail: TreeNode[];
  readonly #limits: TreeLimits;
  /** Names still to go, the next one last. */
  #names: string[];
  #hops = 0;

  constructor(root: TreeNode, path: string, limits: TreeLimits) {
    this.#trail = [root];
    this.#limits = limits;
    this.#names = path.split('/').reverse();
  }

  /** Where the walk is. */
  get at(): TreeNode {
    return this.#trail[this.#trail.length - 1] as TreeNode;
  }

  /** The next name to look up. Dots are walked here; `..` stays at the root. */
  next(): string | undefined {
    for (let name = this.#names.pop(); name !== undefined; name = this.#names.pop()) {
      if (name === '..') {
        if (this.#trail.length > 1) this.#trail.pop();
      } else if (name !== '' && name !== '.') return name;
    }
    return undefined;
  }

  /** Whether anything but dots that stay is left. */
  get more(): boolean {
    return this.#names.some((name) => name !== '' && name !== '.');
  }

  enter(folder: TreeNode): boolean {
    this.#trail.push(folder);
    return true;
  }

  /** False when this is one link too many, or its target is longer than a path may be. */
  follow(target: string): boolean {
    this.#hops += 1;
    if (this.#hops > this.#limits.linkHops || target === '' || target.length > this.#limits.pathBytes) return false;
    if (target.startsWith('/')) this.#trail.length = 1;
    this.#names.push(...target.split('/').reverse());
    return true;
  }
}
