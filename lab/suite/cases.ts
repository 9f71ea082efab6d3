import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The cases of a suite: one JSON object a line in `cases.jsonl`, or in the file named. Throws when a line is none. */
export async function readCases(
  folder: string,
  name = 'cases.jsonl',
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const file = path.join(folder, name);
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null) throw new Error(`${file}: case ${index + 1} is no object`);
      return value as Readonly<Record<string, unknown>>;
    });
}

/** A member that must be a text. */
export function textOf(found: Readonly<Record<string, unknown>>, key: string): string {
  const value = found[key];
  if (typeof value !== 'string') throw new Error(`a case has no text "${key}": ${JSON.stringify(found).slice(0, 200)}`);
  return value;
}
