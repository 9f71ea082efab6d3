/*
 * What is read of a CSAF 2.0 document (OASIS, "Common Security Advisory Framework Version 2.0"; 2.1 differs in nothing that is read here but `purls`).
 * Vendors' VEX files, their advisories and VEX documents about somebody's images have the same form.
 */

/** The states of products of a vulnerability (§3.2.3.9, "product_status"). */
export const csafStatuses = [
  'known_affected',
  'first_affected',
  'last_affected',
  'fixed',
  'first_fixed',
  'recommended',
  'known_not_affected',
  'under_investigation',
] as const;

export type CsafStatus = (typeof csafStatuses)[number];

/** A level of the product tree above a product (§3.1.2): `vendor`, `product_name`, `product_version`, `product_version_range`, `architecture` … */
export interface CsafBranch {
  readonly category: string;
  readonly name: string;
  readonly parent?: CsafBranch;
}

/** A product by itself (§3.1.3), with what identifies it. */
export interface CsafProduct {
  readonly id: string;
  readonly name: string;
  readonly cpe?: string;
  readonly purls: readonly string[];
  /** Digests of its files, as `sha256:…`. */
  readonly hashes: readonly string[];
  /** The branch that it stands in, where it stands in one. */
  readonly branch?: CsafBranch;
}

/**
 * What a product id stands for: a product, or one as a component of others (§3.2.2.4, "relationships"): the innermost component, and all that it is
 * a component of or installed on, from the inside outwards. The last one is the outermost.
 */
export interface CsafPlacedProduct {
  readonly id: string;
  readonly component: CsafProduct;
  readonly wholes: readonly CsafProduct[];
}

/** What to do about it (§3.2.3.12). */
export interface CsafRemediation {
  /** `vendor_fix`, `no_fix_planned`, `none_available`, `workaround`, `mitigation` … */
  readonly category: string;
  readonly details: string;
  readonly url?: string;
}

/** A CVSS rating (§3.2.3.13). */
export interface CsafScore {
  readonly vector: string;
  readonly score: number;
}

/** What a document says of one product of a vulnerability. */
export interface CsafStatement {
  readonly status: CsafStatus;
  readonly productId: string;
  /** Absent where the product tree does not know the id: then nobody can say what the statement is about. */
  readonly product?: CsafPlacedProduct;
  readonly remediations: readonly CsafRemediation[];
  readonly scores: readonly CsafScore[];
  /** How severe it is for this product, in the publisher's words (a threat of the category `impact`, §3.2.3.14). Also why it is not affected. */
  readonly impact?: string;
  /** Why it is not affected, by a label of the standard (§3.2.3.5, "flags"): `vulnerable_code_not_present` … */
  readonly justification?: string;
}

/** One vulnerability (§3.2.3). */
export interface CsafVulnerability {
  readonly cve?: string;
  /** Its weakness in the CWE (`cwe`), or those of version 2.1 (`cwes`), as they stand there. */
  readonly weaknesses: readonly string[];
  /** Ids in other systems. */
  readonly ids: readonly string[];
  readonly title?: string;
  /** The note of the category `description`, else `summary`. */
  readonly description?: string;
  readonly references: readonly string[];
  /** How many statements there are. */
  readonly size: number;
  /**
   * Made while they are walked, in the order of the document; where `isWanted` is given, only those about components of what it wants, and those whose
   * product nobody describes. Throws `E_FORMAT`, `E_LIMIT`.
   */
  statements(isWanted?: (wholes: readonly CsafProduct[]) => boolean): Iterable<CsafStatement>;
}

/** A document as a whole. */
export interface CsafDocument {
  /** `csaf_vex`, `csaf_security_advisory` … */
  readonly category: string;
  readonly title: string;
  /** `document.tracking.id`: the publisher's own. */
  readonly id: string;
  /** `draft`, `interim`, `final`. */
  readonly status: string;
  /** `current_release_date`, as it stands there. */
  readonly released?: string;
  readonly publisher: { readonly name: string; readonly namespace: string };
  /** The publisher's word for how severe all of it is. */
  readonly severity?: string;
  /** Its own address, where it names one. */
  readonly self?: string;
  readonly vulnerabilities: readonly CsafVulnerability[];
}
