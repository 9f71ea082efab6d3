import { defined, type Package } from '../../../core/index.ts';
import type { FileNode, FileTree, ImageConfig } from '../../../foundations/images/index.ts';
import { type Account, type AccountList, readAccounts } from './accounts.ts';
import { isLeftover, isSecretByName, mayBeLeftover } from './file-names.ts';

/** A file or folder of the final file system that somebody may want to know of. */
export interface FoundFile {
  readonly path: string;
  /** Number of the layer that brought it, from 0. */
  readonly layer: number;
  readonly mode: number;
  /** As in a layer's entries: a bit each. */
  readonly capabilities?: number;
  /** A package brought it. */
  readonly packaged?: true;
}

/** Files of one sort; those past a bound are counted, and not listed. */
export interface FoundFileList {
  readonly files: readonly FoundFile[];
  readonly total: number;
}

/** What of an image's files is judged. Facts alone; what is wrong with them is said elsewhere. */
export interface ImageFiles {
  /** They run with the rights of their owner or group (setuid, setgid). */
  readonly setid: FoundFileList;
  /** They give capabilities to whoever runs them. */
  readonly capable: FoundFileList;
  /** Files that everybody may write to, and folders in which everybody may replace what others put there. */
  readonly open: FoundFileList;
  /** What development and builds leave behind, by name. */
  readonly leftovers: FoundFileList;
  /** Files that hold secrets by what they are called. */
  readonly secrets: FoundFileList;
  /** Code that the user of its configuration may change; absent where that user is root, or not known. */
  readonly changeable?: FoundFileList;
  readonly accounts: AccountList;
  /** Layers that hold a package manager's cache, and whose. */
  readonly caches: readonly { readonly layer: number; readonly manager: string }[];
  /** Whether any package says what it brought: else nothing follows from a file that is nobody's. */
  readonly ownersKnown: boolean;
}

/** Of the configuration what decides which code runs, and as whom. */
export type RunConfig = Pick<ImageConfig, 'user' | 'env' | 'entrypoint' | 'command' | 'workingDirectory'>;

const mostListed = 10_000;

/** Filled by the kernel or the runtime. */
const notOfTheImage = /^(?:dev|proc|sys)(?:\/|$)/;

/** A list that counts on when it is full. */
class Listing {
  readonly #files: FoundFile[] = [];
  #total = 0;

  add({ mode, layer, capabilities }: FileNode, path: string): void {
    if (++this.#total <= mostListed) this.#files.push({ path, layer, mode, ...defined({ capabilities }) });
  }

  result(packaged: ReadonlySet<string>): FoundFileList {
    const files = this.#files.map((file) => (packaged.has(file.path) ? { ...file, packaged: true as const } : file));
    return { files, total: this.#total };
  }

  get paths(): readonly string[] {
    return this.#files.map(({ path }) => path);
  }
}

/** Looks at every file of the final file system once. */
export function imageFiles(
  tree: FileTree,
  given: {
    readonly config?: RunConfig;
    readonly packages: readonly Pick<Package, 'files'>[];
    /** The files that say who is known, as they are kept. */
    readonly bodies: ReadonlyMap<string, Uint8Array>;
    readonly caches: ImageFiles['caches'];
  },
): ImageFiles {
  const { config, packages, bodies, caches } = given;
  const layers = [...bodies.keys()].map((path) => [path, tree.resolve(path)?.layer ?? 0] as const);
  const accounts = readAccounts(bodies, Object.fromEntries(layers));
  const [setid, capable, open, leftovers, secrets] = Array.from({ length: 5 }, () => new Listing()) as [
    Listing,
    Listing,
    Listing,
    Listing,
    Listing,
  ];
  tree.each((node, path) => {
    const { kind, mode, name } = node;
    if (kind === 'file') {
      // Setgid without the right to execute is a lock (chmod(2)).
      if ((mode & 0o4000) !== 0 || (mode & 0o2010) === 0o2010) setid.add(node, path);
      if (node.capabilities !== undefined) capable.add(node, path);
    }
    const isOpen = (mode & 0o002) !== 0 && (kind === 'file' || (kind === 'directory' && (mode & 0o1000) === 0));
    if (isOpen && !notOfTheImage.test(path)) open.add(node, path);
    if (!mayBeLeftover(name)) return;
    if (isLeftover(path, kind)) leftovers.add(node, path);
    if (kind === 'file' && isSecretByName(path)) secrets.add(node, path);
  });
  const lists = [setid, capable, open, leftovers, secrets];
  const packaged = broughtBy(packages, new Set(lists.flatMap(({ paths }) => paths)));
  return {
    setid: setid.result(packaged),
    capable: capable.result(packaged),
    open: open.result(packaged),
    leftovers: leftovers.result(packaged),
    secrets: secrets.result(packaged),
    ...defined({ changeable: config && changeable(tree, config, accounts) }),
    accounts,
    caches,
    ownersKnown: packages.some(({ files }) => files.length > 0),
  };
}

/** Those of the paths that a package brought. `usr/bin/su` may be written `bin/su` in its record, where one is a link to the other. */
function broughtBy(packages: readonly Pick<Package, 'files'>[], paths: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { files } of packages)
    for (const file of files) {
      if (paths.has(file)) found.add(file);
      else if (paths.has(`usr/${file}`)) found.add(`usr/${file}`);
    }
  return found;
}

/** Who a container runs as. */
interface Runner {
  readonly uid: number;
  readonly gid: number;
}

/** The user of a configuration by number; undefined where no file of the image knows the name. A user without a group is in that of root (runc). */
function runnerOf(user: string, { users = [], groups = [] }: AccountList): Runner | undefined {
  const [name = '', group] = user.trim().split(':');
  const find = (all: readonly Account[], word: string): Account | undefined => all.find((one) => one.name === word);
  const number = (word: string): number | undefined => (/^\d{1,10}$/.test(word) ? Number(word) : undefined);
  const uid = find(users, name)?.id ?? number(name);
  if (uid === undefined) return undefined;
  const own = users.find(({ id }) => id === uid)?.group ?? 0;
  const gid = group === undefined || group === '' ? own : (find(groups, group)?.id ?? number(group));
  return gid === undefined ? undefined : { uid, gid };
}

const root = { uid: 0, gid: 0 };

function mayWrite({ mode, owner = root }: FileNode, { uid, gid }: Runner): boolean {
  if (owner.uid === uid) return (mode & 0o200) !== 0;
  return (mode & (owner.gid === gid ? 0o020 : 0o002)) !== 0;
}

/** Data, homes and folders for what is thrown away are meant to be written to. */
const notForCode = /^(?:|tmp|root|home(?:\/[^/]+)?|var(?:\/.*)?|data|mnt|srv\/data)$/;
const code = /\.(?:js|mjs|cjs|ts|py|pyc|rb|php|pl|jar|war|class|dll|so|sh)$/;

/** What the command runs, and the code in the working folder, as far as the user may change it. Undefined where the user is root, or not known. */
function changeable(tree: FileTree, config: RunConfig, accounts: AccountList): FoundFileList | undefined {
  const runner = runnerOf(config.user ?? '', accounts);
  if (runner === undefined || runner.uid === 0) return undefined;
  const listing = new Listing();
  const told = new Set<string>();
  const look = (node: FileNode | undefined): void => {
    if (node?.kind !== 'file' || told.has(node.path) || !mayWrite(node, runner)) return;
    told.add(node.path);
    listing.add(node, node.path);
  };
  const folder = (config.workingDirectory ?? '').replace(/^\/+|\/+$/g, '');
  const search = config.env.findLast((text) => text.startsWith('PATH='))?.slice('PATH='.length) ?? '/usr/bin:/bin';
  for (const word of [...config.entrypoint, ...config.command].slice(0, 100)) {
    if (word.startsWith('/')) look(tree.resolve(word.slice(1)));
    else if (/^[\w./-]{1,200}$/.test(word)) {
      look(tree.resolve(folder === '' ? word : `${folder}/${word}`));
      if (!word.includes('/'))
        for (const one of search.split(':', 100)) look(tree.resolve(`${one.replace(/^\/+/, '')}/${word}`));
    }
  }
  const top = notForCode.test(folder) ? undefined : tree.resolve(folder);
  if (top?.kind === 'directory')
    for (const node of tree.files(top)) if (code.test(node.name) || (node.mode & 0o111) !== 0) look(node);
  return listing.result(new Set());
}
