import { isoDate } from '../lib/days.ts';
import type { Node } from './expression.ts';

/** The text of a part of an expression, with brackets only where they are needed: parsing it gives the same part. */
export function printNode(node: Node): string {
  switch (node.kind) {
    case 'number':
      return printNumber(node.value);
    case 'text':
      return printText(node.value);
    case 'boolean':
      return String(node.value);
    case 'date':
      return `date('${isoDate(node.value)}')`;
    case 'signal':
      return node.name;
    case 'not':
      return `!${bracketed(node.operand, 8)}`;
    case 'negate':
      return `-${bracketed(node.operand, 8)}`;
    case 'arithmetic': {
      const level = LEVELS[node.operator];
      return `${bracketed(node.left, level)} ${node.operator} ${bracketed(node.right, level + 1)}`;
    }
    case 'compare':
      return `${bracketed(node.left, 5)} ${node.operator} ${bracketed(node.right, 5)}`;
    case 'in':
      return `${bracketed(node.operand, 5)} in [${node.list.map(printNode).join(', ')}]`;
    case 'and':
    case 'or': {
      const [operator, level] = node.kind === 'and' ? ['&&', 4] : ['||', 3];
      return node.parts.map((part) => bracketed(part, Number(level))).join(` ${operator} `);
    }
    case 'choose':
      return `${bracketed(node.condition, 2)} ? ${bracketed(node.yes, 2)} : ${bracketed(node.no, 1)}`;
    case 'call':
      return `${node.name}(${node.args.map(printNode).join(', ')})`;
  }
}

const LEVELS = { '+': 5, '-': 5, '*': 6, '/': 6 } as const;

/** How tightly a part holds together: `?:` 1, `||` 2, `&&` 3, comparison 4, sum 5, product 6, unary 7, value 8. */
function level(node: Node): number {
  switch (node.kind) {
    case 'choose':
      return 1;
    case 'or':
      return 2;
    case 'and':
      return 3;
    case 'compare':
    case 'in':
      return 4;
    case 'arithmetic':
      return LEVELS[node.operator];
    case 'not':
    case 'negate':
      return 7;
    case 'number':
      return node.value < 0 ? 7 : 8;
    default:
      return 8;
  }
}

function bracketed(node: Node, least: number): string {
  const text = printNode(node);
  return level(node) < least ? `(${text})` : text;
}

function printNumber(value: number): string {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

function printText(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
