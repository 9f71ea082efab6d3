import type { NewGate } from '../../flows/index.ts';
import { facts } from '../terminal/table.ts';

/** A new gate in `file`: its rules, and what to do with it. */
export function newGateText(made: NewGate, file: string, asksForSignature: boolean, width: number): string {
  const rows: readonly (readonly [string, string])[] = [
    ['gate', file],
    ['rules', made.rules.join(', ')],
    ...(asksForSignature ? [] : [['signed', 'not asked for yet: fill in who signs'] as const]),
  ];
  return `A new gate\n\n${facts(rows, width)}\nTry it: seaworthy gate check --gate ${file} IMAGE\n`;
}
