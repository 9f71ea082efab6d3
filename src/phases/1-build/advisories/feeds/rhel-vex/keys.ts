/*
 * What a package is looked up by. Red Hat says of what is fixed which packages it built; of what is not, which source packages are affected, and of late
 * also which of the packages built from them. A slash is in no package's name.
 */

/** Statements about a package by itself. */
export const packageKey = (name: string): string => name;

/** About a source package, without a version. */
export const sourceKey = (name: string): string => `source/${name}`;

/** About a source package that is fixed: to be compared only where the epoch of the source is known. */
export const fixedSourceKey = (name: string): string => `fixed-source/${name}`;
