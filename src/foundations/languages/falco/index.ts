/** The Falco condition language: reading, printing, compiling. It knows fields by a catalogue and events by what they answer. */
export * from './address.ts';
export * from './ast.ts';
export * from './catalogue.ts';
export * from './compile.ts';
export { escapeValue } from './escape.ts';
export * from './event-types.ts';
export { CompileProblem, type Extraction, Extractions } from './extraction.ts';
export { comparesWithAbsent } from './lint.ts';
export * from './macros.ts';
export { listModifiers, listOperators, type Operator, readOperator, takesList } from './operators.ts';
export * from './parser.ts';
export { PathPrefixes } from './path-prefixes.ts';
export * from './print.ts';
export * from './regular-expression.ts';
export * from './text.ts';
export * from './values.ts';
