import type { Distribution, LayerRef, Package, Problem, Unidentified } from '../../../../core/index.ts';
import { defined } from '../../../../core/index.ts';
import type { FileNode } from '../../../../foundations/images/index.ts';
import { type OwnedPaths, settles } from './owned-paths.ts';
import { isScript } from './program-kind.ts';

/** Programs that are listed; the rest is counted. */
const most = 1000;

/** A program of the final file system, and what its first bytes say. */
export interface RunnableFile {
  readonly file: FileNode;
  readonly kind: string;
}

export interface UnidentifiedInput {
  readonly programs: readonly RunnableFile[];
  readonly packages: readonly Package[];
  readonly owners: OwnedPaths;
  readonly distribution: Distribution | undefined;
  /** Folders that are full of software which is told as unread. */
  readonly covered: readonly string[];
  readonly layers: readonly LayerRef[];
}

/**
 * Programs that no package brought and no extractor knows: listed once each, however many hard links lead to it. Scripts count only where nothing else
 * was found: beside packages they are what the image does with them, and their interpreter is told; in an image without any they are what there is. One
 * that a list of files claims and does not settle is told with that claim.
 */
export function unidentifiedPrograms(input: UnidentifiedInput): {
  readonly unidentified: readonly Unidentified[];
  readonly problems: readonly Problem[];
} {
  const { packages, owners, distribution, covered, layers } = input;
  const proofs = new Set(packages.flatMap(({ paths }) => paths));
  const known = new Set<string>();
  const found = new Map<string, RunnableFile & { names: number }>();
  const byPath = [...input.programs].sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  for (const program of byPath) {
    const { file, kind } = program;
    const body = `${file.layer}\n${file.origin}`;
    const owner = owners.ownerOf(file.path);
    if (proofs.has(file.path) || (owner && settles(owner, file.path, distribution))) known.add(body);
    else if (packages.length > 0 && isScript(kind)) continue;
    else if (!covered.some((folder) => isIn(file.path, folder))) {
      const before = found.get(body);
      if (before) before.names++;
      else found.set(body, { ...program, names: 1 });
    }
  }
  for (const body of known) found.delete(body);
  const rest = found.size - most;
  const listed = [...found.values()].slice(0, most).map(({ file, kind, names }): Unidentified => {
    const layer = layers[file.layer];
    return {
      path: file.path,
      what: `${names === 1 ? kind : `${kind} under ${names} names`}${claimOf(owners.ownerOf(file.path))}`,
      ...defined({ layer }),
    };
  });
  return { unidentified: listed, problems: rest > 0 ? [moreProblem(found.size, listed[most - 1]?.path ?? '')] : [] };
}

const claimOf = (owner: Package | undefined): string =>
  owner === undefined ? '' : `, listed as a file of ${owner.type} ${owner.name} ${owner.version}`;

const isIn = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);

const moreProblem = (count: number, path: string): Problem => ({
  code: 'E_LIMIT',
  message: `${count} programs could not be identified; the first ${most} are listed`,
  where: `/${path}`,
  part: 'inventory',
  incomplete: false,
});
