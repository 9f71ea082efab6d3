import type { PlanRetireOptions } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { manifestBytes } from '../input/input-file.ts';

/** Bytes of one file; what reads it has the same bound for JSON. */
const mostBytes = 64 * 1024 * 1024;
const example = 'kubectl get pods -A -o json | seaworthy retire plan REGISTRY --manifests -';

/** The files that name images in use, `-` being standard input. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`, `E_USAGE`. */
export async function readManifests(
  files: readonly string[],
  context: Context,
): Promise<PlanRetireOptions['manifests']> {
  const read: { name: string; bytes: Uint8Array }[] = [];
  for (const file of new Set(files)) {
    const { bytes, where } = await manifestBytes(file, mostBytes, example, context);
    read.push({ name: where, bytes });
  }
  return read;
}
