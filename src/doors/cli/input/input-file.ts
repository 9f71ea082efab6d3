import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { TextFile } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { readBounded } from '../read-bounded.ts';

/** A file that a flag names. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`. */
export function inputFile(file: string, most: number, { host }: Pick<Context, 'host'>): TextFile {
  const text = readBounded(path.resolve(host.workingFolder, file), most);
  if (text !== undefined) return { text, where: file };
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
}

/**
 * Manifests in a file, or what comes in where its name is `-`. Throws what `inputFile` throws, and `E_USAGE` for a terminal, from which none comes; `example`
 * is a command that pipes some in.
 */
export async function manifestBytes(
  file: string,
  most: number,
  example: string,
  context: Context,
): Promise<{ readonly bytes: Uint8Array; readonly where: string }> {
  if (file !== '-') {
    const { text, where } = inputFile(file, most, context);
    return { bytes: Buffer.from(text), where };
  }
  const { input } = context.host;
  if (input.isTerminal)
    throw new SeaworthyError('E_USAGE', 'standard input is a terminal: no manifest comes from there', {
      next: `Pipe one in: \`${example}\`.`,
    });
  return { bytes: await input.all(most), where: 'standard input' };
}
