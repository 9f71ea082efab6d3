export { fnmatchGlob, type GlobDialect, nameGlob, pathGlob, wordGlob } from './dialect.ts';
export { pathGlobExpression } from './expression.ts';
export { compileGlob, type GlobMatcher } from './match-glob.ts';
