export type { Expression } from './expression.ts';
export { ExpressionError } from './expression-error.ts';
