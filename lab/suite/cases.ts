import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { odd, type Tally } from './tally.ts';

/** One case of a suite, as it stands in its file. */
export type Case = Readonly<Record<string, unknown>>;

/** The lines of a file that are not empty, each with its number. Throws when there is no such file. */
export async function linesOf(file: string): Promise<readonly { readonly text: string; readonly number: number }[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .map((line, index) => ({ text: line, number: index + 1 }))
    .filter((line) => line.text.trim() !== '');
}

/**
 * Reads a file of cases, one JSON object a line, and gives each to `each`. A line that is none, or that `each` throws on, is counted as a failed
 * case: one odd case never ends a run. Throws when there is no such file.
 */
export async function eachCase(tally: Tally, file: string, each: (line: Case) => void | Promise<void>): Promise<void> {
  for (const { text, number } of await linesOf(file)) {
    try {
      await each(objectOf(JSON.parse(text)));
    } catch (error) {
      const name = `${path.basename(file)}:${number}`;
      if (tally.wants(name)) tally.count('odd', name, odd(error));
    }
  }
}

function objectOf(value: unknown): Case {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a case is no object');
  return value as Case;
}

/** A member that must be a text. */
export function textOf(found: Case, key: string): string {
  const value = found[key];
  if (typeof value !== 'string') throw new Error(`a case has no text "${key}": ${JSON.stringify(found).slice(0, 200)}`);
  return value;
}

/** A member that must be a list of objects; an empty one where it is absent. */
export function listOf(found: Case, key: string): readonly Case[] {
  const value = found[key] ?? [];
  if (!Array.isArray(value)) throw new Error(`a case has no list "${key}": ${JSON.stringify(found).slice(0, 200)}`);
  return value.map(objectOf);
}
