/*
 * OVAL, the Open Vulnerability and Assessment Language (OVAL 5.11, oval-definitions-schema): definitions with criteria, a tree of tests; a test looks at an
 * object (a package by name) and holds what it finds to states (an epoch, version and release). Names may come from variables.
 */

/** One thing that an object or a state says: `evr` `less than` `0:1.2-3`. */
export interface OvalEntity {
  /** Local name of its element. */
  readonly name: string;
  /** `equals` where nothing else is said. */
  readonly operation: string;
  /** One value, or those of the variable that it refers to. */
  readonly values: readonly string[];
}

/** An object or a state. */
export interface OvalItem {
  readonly entities: readonly OvalEntity[];
  readonly comment: string;
}

/** A test with what it refers to. */
export interface OvalTest {
  /** Local name of its element: `rpminfo_test`, `dpkginfo_test`, `uname_test` … */
  readonly kind: string;
  /** How many of what was found must satisfy the states: `all`, `at least one`, `none satisfy` … */
  readonly check: string;
  /** How many must be found: `at_least_one_exists` where nothing else is said. */
  readonly existence: string;
  readonly object: OvalItem;
  readonly states: readonly OvalItem[];
}

/** A node of a criteria tree. */
export type OvalNode =
  | {
      readonly kind: 'criteria';
      readonly operator: 'AND' | 'OR';
      readonly negate: boolean;
      readonly children: readonly OvalNode[];
    }
  | OvalCriterion;

/** A leaf: a test, or (without one) a definition that is extended. */
export interface OvalCriterion {
  readonly kind: 'criterion';
  readonly negate: boolean;
  readonly comment: string;
  /** Absent for extended definitions, and for tests that are not in the file: then `missing` says which. */
  readonly test?: OvalTest;
  readonly missing?: string;
}
