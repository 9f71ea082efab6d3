import { SeaworthyError } from '../../../../core/index.ts';
import {
  type JsonLimits,
  jsonElementSlices,
  jsonMemberSlices,
  parseJson,
} from '../../../../foundations/formats/index.ts';
import { branchOf, type ProductTree, type TreeBuilder, treeBuilder } from './product-tree.ts';
import type { CsafBranch } from './types.ts';

/** What is read in one piece. */
const pieceBytes = 64 * 1024;
const deepest = 64;

/**
 * Reads a product tree of which little fits into memory at once, piece by piece: one value of all of it would take many times what is kept of it. Throws
 * `E_FORMAT`, `E_LIMIT`.
 */
export function readLargeTree(bytes: Uint8Array, where: string, limits: JsonLimits): ProductTree {
  const builder = treeBuilder(where);
  for (const [name, slice] of jsonMemberSlices(bytes, where)) {
    if (isNull(slice)) continue;
    if (name === 'branches') walkBranches(slice, undefined, builder, where, limits, 0);
    const add = {
      full_product_names: builder.product,
      relationships: builder.relationship,
      product_groups: builder.group,
    }[name];
    if (add === undefined) continue;
    for (const element of jsonElementSlices(slice, `${where}, ${name}`))
      add(parseJson(element, `${where}, ${name}`, limits));
  }
  return builder.finish();
}

const isNull = (slice: Uint8Array): boolean => slice.length < 16 && new TextDecoder().decode(slice).trim() === 'null';

function walkBranches(
  bytes: Uint8Array,
  parent: CsafBranch | undefined,
  builder: TreeBuilder,
  where: string,
  limits: JsonLimits,
  depth: number,
): void {
  if (depth > deepest) throw new SeaworthyError('E_LIMIT', `branches deeper than ${deepest} levels`, { where });
  for (const element of jsonElementSlices(bytes, where)) {
    if (element.length <= pieceBytes) {
      builder.branches([parseJson(element, where, limits)], parent);
      continue;
    }
    const members: Record<string, unknown> = {};
    let inside: Uint8Array | undefined;
    for (const [name, slice] of jsonMemberSlices(element, where)) {
      if (name === 'branches') inside = isNull(slice) ? undefined : slice;
      else if (name === 'category' || name === 'name' || name === 'product')
        members[name] = parseJson(slice, where, limits);
    }
    const branch = branchOf(members, parent, where);
    if (members.product !== undefined) builder.product(members.product, branch);
    if (inside !== undefined) walkBranches(inside, branch, builder, where, limits, depth + 1);
  }
}
