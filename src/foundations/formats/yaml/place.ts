/*
 * Apart from what finds them: these are part of published types, whose reader has no `yaml` to look into.
 */

/** A place in a text, both from 1; the column counts UTF-16 units. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
}

/** Steps from the top of a document: names of members and indices of items. */
export type YamlPath = readonly (string | number)[];
