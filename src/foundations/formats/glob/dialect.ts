/** What the marks of a pattern mean. Each way of writing patterns that somebody else has defined is one of these; there is one reader and one matcher. */
export interface GlobDialect {
  /** Whether `*` stops at a slash; `**` then goes past it. */
  readonly starStopsAtSlash: boolean;
  /** Whether `?` is any one character. */
  readonly hasOne: boolean;
  /** Whether `[a-z]` and `[!a]` are sets; a bracket that is never closed stands for itself. */
  readonly hasSets: boolean;
  /** What a backslash quotes: nothing, since it stands for itself; any character; or only these, a pattern with another being malformed. */
  readonly quotes: 'nothing' | 'anything' | { readonly only: string };
}

/** Names with parts between slashes, as gates write them: `*` stays within a part, `**` does not. Nothing else means anything. */
export const pathGlob: GlobDialect = { starStopsAtSlash: true, hasOne: false, hasSets: false, quotes: 'nothing' };

/** Plain names, as tags: `*` and `?`. */
export const nameGlob: GlobDialect = { starStopsAtSlash: false, hasOne: true, hasSets: false, quotes: 'nothing' };

/** fnmatch(3) without flags, as Falco has it: `*` and `?` match a slash too. */
export const fnmatchGlob: GlobDialect = { starStopsAtSlash: false, hasOne: true, hasSets: true, quotes: 'anything' };

/** Patterns of `${name#pattern}` in a Dockerfile (POSIX shell, 2.13, without sets). A brace or slash is quoted for the sake of `${…}`. */
export const wordGlob: GlobDialect = {
  starStopsAtSlash: false,
  hasOne: true,
  hasSets: false,
  quotes: { only: '*?\\}/' },
};
