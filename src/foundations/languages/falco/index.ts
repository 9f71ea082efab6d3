/** The Falco condition language: reading, printing, compiling. It knows fields by a catalogue and events by what they answer. */
export { formatAddress, parseAddress } from './address.ts';
export {
  type BinaryNode,
  type ConditionNode,
  childrenOf,
  type FalcoNode,
  type FieldNode,
  type OperandNode,
  type SourcePosition,
  type TransformerNode,
  type UnaryNode,
} from './ast.ts';
export { fieldCatalogue } from './catalogue.ts';
export { type Gives, missingFields } from './certain.ts';
export { ConditionCompiler, type Predicate } from './compile.ts';
export { eventTypesOf, holds, type NameSet } from './event-types.ts';
export { CompileProblem, Extractions, type FieldExtraction } from './extraction.ts';
export { ConditionFolder, type Folded } from './fold.ts';
export { comparesWithAbsent } from './lint.ts';
export { resolveMacros } from './macros.ts';
export { readOperator, takesList } from './operators.ts';
export { type ParsedCondition, parseCondition, parseField } from './parser.ts';
export { printCondition } from './print.ts';
export { loadRegularExpressions, type RegularExpressions } from './regular-expression.ts';
export { decodeText, encodeText, wellFormed } from './text.ts';
export type { FieldArgument, FieldCatalogue, FieldInfo, FieldSource, FieldType, FieldValue, Scalar } from './values.ts';
