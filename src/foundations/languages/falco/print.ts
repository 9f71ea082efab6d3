import type { FalcoNode } from './ast.ts';
import { escapeValue } from './escape.ts';

/** Longest text that is printed; a condition whose macros multiply ends in `…`. */
const maxPrinted = 1_048_576;

/** A node as text that reads back to the same. */
export function printCondition(node: FalcoNode): string {
  const printer = new Printer();
  printer.node(node);
  return printer.text;
}

class Printer {
  text = '';

  node(node: FalcoNode): void {
    if (this.text.length > maxPrinted) {
      if (!this.text.endsWith('…')) this.text += '…';
      return;
    }
    switch (node.kind) {
      case 'and':
      case 'or':
        this.#joined(node.children, ` ${node.kind} `, '(', ')');
        break;
      case 'not':
        this.text += 'not ';
        this.node(node.child);
        break;
      case 'macro':
        this.text += node.name;
        break;
      case 'unary':
        this.node(node.left);
        this.text += ` ${node.operator}`;
        break;
      case 'binary':
        this.node(node.left);
        this.text += ` ${node.operator} `;
        if (node.right.kind === 'value') this.text += escapeValue(node.right.value);
        else this.node(node.right);
        break;
      case 'field':
        this.text += node.name + bracketed(node.argument);
        break;
      case 'transformer':
        this.text += node.name;
        this.#joined(node.values, ',', '(', ')');
        this.text += bracketed(node.argument);
        break;
      case 'transformer_list':
        this.#joined(node.values, ',', '(', ')');
        break;
      case 'list':
        this.text += `(${node.values.map(escapeValue).join(', ')})`;
        break;
      case 'value':
        this.text += node.value;
        break;
    }
  }

  #joined(nodes: readonly FalcoNode[], separator: string, before: string, after: string): void {
    this.text += before;
    for (const [index, node] of nodes.entries()) {
      if (index > 0) this.text += separator;
      this.node(node);
    }
    this.text += after;
  }
}

const bracketed = (argument: string | undefined): string =>
  argument === undefined ? '' : `[${escapeValue(argument)}]`;
