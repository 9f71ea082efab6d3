import type { PlanRetireOptions } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { inputFile } from '../ship/input-file.ts';

/** Bytes of one file; what reads it has the same bound for JSON. */
const mostBytes = 64 * 1024 * 1024;

/** The files that name images in use, `-` being standard input. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`. */
export async function readManifests(
  files: readonly string[],
  context: Context,
): Promise<PlanRetireOptions['manifests']> {
  const read: { name: string; bytes: Uint8Array }[] = [];
  for (const name of new Set(files))
    read.push(
      name === '-'
        ? { name: 'standard input', bytes: await context.host.input.all(mostBytes) }
        : { name, bytes: Buffer.from(inputFile(name, mostBytes, context).text) },
    );
  return read;
}
