import { defined, SeaworthyError } from '../../../../core/index.ts';
import {
  asObject,
  asString,
  field,
  type JsonObject,
  optionalArray,
  optionalString,
  optionalStrings,
} from '../../../../foundations/formats/index.ts';
import type { CsafBranch, CsafPlacedProduct, CsafProduct } from './types.ts';

/** Products and relationships of one document. A kernel's flaw has some ten thousand. */
const mostProducts = 1_000_000;
/** Components of components. */
const deepest = 8;

interface Relationship {
  readonly component: string;
  readonly whole: string;
}

/** The products of a document, by id. */
export interface ProductTree {
  /** Undefined for an id that the tree does not know, or that leads in a circle. Throws `E_FORMAT`. */
  place(id: string): CsafPlacedProduct | undefined;
  /** What it is a component of, as in `place`; empty as well where `place` gives nothing. */
  wholes(id: string): readonly CsafProduct[];
  /** Ids of a group (§3.2.2.3); empty when the tree does not know it. */
  group(id: string): readonly string[];
}

function hashesOf(helper: unknown, where: string): string[] {
  return optionalArray(helper, 'hashes', where).flatMap((file) =>
    optionalArray(file, 'file_hashes', where).map((hash) => {
      const algorithm = asString(field(hash, 'algorithm'), `${where}, algorithm`);
      return `${algorithm.toLowerCase()}:${asString(field(hash, 'value'), `${where}, value`)}`;
    }),
  );
}

const none: readonly never[] = [];

/** Where a product is described: most are never asked for, so that they are read when they are. */
interface Described {
  readonly value: unknown;
  readonly branch: CsafBranch | undefined;
}

/** A `full_product_name_t` (§3.1.3). */
function productOf(id: string, { value, branch }: Described, where: string): CsafProduct {
  const helper = field(value, 'product_identification_helper');
  const purl = optionalString(helper, 'purl', where);
  // CSAF 2.1 has a list in its place.
  const purls = optionalStrings(helper, 'purls', where);
  return {
    id,
    name: asString(field(value, 'name'), `${where}, ${id.slice(0, 100)}, name`),
    purls: purl === undefined ? purls : [purl, ...purls],
    hashes: helper === undefined ? none : hashesOf(helper, where),
    ...defined({ cpe: optionalString(helper, 'cpe', where), branch }),
  };
}

/** Puts a tree together from its parts, in whatever pieces they come. */
export interface TreeBuilder {
  /** Branches, with all that is in them. */
  branches(values: readonly unknown[], parent?: CsafBranch): void;
  product(value: unknown, branch?: CsafBranch): void;
  relationship(value: unknown): void;
  group(value: unknown): void;
  finish(): ProductTree;
}

/** A branch without what is in it. */
export const branchOf = (value: unknown, parent: CsafBranch | undefined, where: string): CsafBranch => ({
  category: optionalString(value, 'category', where) ?? '',
  name: optionalString(value, 'name', where) ?? '',
  ...defined({ parent }),
});

/** Everything it is told throws `E_FORMAT`, and `E_LIMIT` for more products than there are anywhere. */
export function treeBuilder(where: string): TreeBuilder {
  const products = new Map<string, Described>();
  const relationships = new Map<string, Relationship>();
  const groups = new Map<string, readonly string[]>();

  const count = (): void => {
    if (products.size + relationships.size > mostProducts)
      throw new SeaworthyError('E_LIMIT', `more than ${mostProducts} products`, { where });
  };
  const builder: TreeBuilder = {
    // As deep as JSON may be nested.
    branches(values, parent) {
      for (const value of values) {
        const branch = branchOf(value, parent, where);
        const product = field(value, 'product');
        if (product !== undefined) builder.product(product, branch);
        builder.branches(optionalArray(value, 'branches', where), branch);
      }
    },
    product(value, branch) {
      products.set(asString(field(value, 'product_id'), `${where}, product_id`), { value, branch });
      count();
    },
    relationship(value) {
      const id = asString(field(field(value, 'full_product_name'), 'product_id'), `${where}, relationships`);
      relationships.set(id, {
        component: asString(field(value, 'product_reference'), `${where}, product_reference`),
        whole: asString(field(value, 'relates_to_product_reference'), `${where}, relates_to_product_reference`),
      });
      count();
    },
    group(value) {
      const id = asString(field(value, 'group_id'), `${where}, group_id`);
      groups.set(id, optionalStrings(value, 'product_ids', `${where}, product_groups`));
    },
    finish: () => productTree(products, relationships, groups, where),
  };
  return builder;
}

/** Reads a product tree (§3.2.2). Throws `E_FORMAT`, `E_LIMIT`. */
export function readProductTree(tree: unknown, where: string): ProductTree {
  const builder = treeBuilder(where);
  const object: JsonObject = tree === undefined ? {} : asObject(tree, where);
  builder.branches(optionalArray(object, 'branches', where));
  for (const value of optionalArray(object, 'full_product_names', where)) builder.product(value);
  for (const value of optionalArray(object, 'relationships', where)) builder.relationship(value);
  for (const value of optionalArray(object, 'product_groups', where)) builder.group(value);
  return builder.finish();
}

function productTree(
  products: ReadonlyMap<string, Described>,
  relationships: ReadonlyMap<string, Relationship>,
  groups: ReadonlyMap<string, readonly string[]>,
  where: string,
): ProductTree {
  const read = new Map<string, CsafProduct>();
  const productAt = (id: string): CsafProduct | undefined => {
    const described = read.has(id) ? undefined : products.get(id);
    if (described !== undefined) read.set(id, productOf(id, described, where));
    return read.get(id);
  };
  // Thousands of components have one whole.
  const wholesOf = new Map<string, readonly CsafProduct[]>();
  const place = (id: string, depth: number): CsafPlacedProduct | undefined => {
    const product = productAt(id);
    if (product !== undefined) return { id, component: product, wholes: none };
    const relationship = relationships.get(id);
    if (relationship === undefined || depth >= deepest) return undefined;
    const inner = place(relationship.component, depth + 1);
    const outer = wholesAround(relationship.whole, depth);
    if (inner === undefined || outer.length === 0) return undefined;
    return { id, component: inner.component, wholes: inner.wholes.length === 0 ? outer : [...inner.wholes, ...outer] };
  };
  const wholesAround = (whole: string, depth: number): readonly CsafProduct[] => {
    const known = wholesOf.get(whole);
    if (known !== undefined) return known;
    const outer = place(whole, depth + 1);
    if (outer === undefined) return none;
    const found = [outer.component, ...outer.wholes];
    wholesOf.set(whole, found);
    return found;
  };
  return {
    place: (id) => place(id, 0),
    wholes(id) {
      const relationship = products.has(id) ? undefined : relationships.get(id);
      if (relationship === undefined) return none;
      // A component that is a component itself is seldom: then all of it is read.
      if (relationships.has(relationship.component)) return place(id, 0)?.wholes ?? none;
      return wholesAround(relationship.whole, 0);
    },
    group: (id) => groups.get(id) ?? none,
  };
}
