/**
 * The stream of a module that a package was built for: `NAME:STREAM`; the empty text when it was built outside of all modules; `?` for one of a module that
 * nobody knows; undefined where there are no modules. Streams of one module hold different versions side by side, each with fixes of its own.
 */
export type ModuleStream = string | undefined;

/** Built for a module, and nobody knows which. */
export const unknownStream = '?';
