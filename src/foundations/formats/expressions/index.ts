/** Regular expressions that others wrote: bounded, in linear time. */
export { expressionSize } from './expression-size.ts';
export {
  type ExpressionMatch,
  type LinearExpression,
  linearExpression,
  loadLinearExpressions,
} from './linear-expression.ts';
