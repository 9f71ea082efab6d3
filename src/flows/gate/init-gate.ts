import { basename } from 'node:path';
import { defined } from '../../core/index.ts';
import { gateTemplate } from '../../phases/3-deploy/index.ts';
import { writeNewFile } from '../write-new-file.ts';
import { type GateInput, loadGate } from './load-gate.ts';

/** A gate that was begun. */
export interface NewGate {
  readonly file: string;
  readonly name: string;
  /** Ids of its rules. */
  readonly rules: readonly string[];
}

/**
 * Writes a gate to begin with, commented, where there is no file yet: throws `E_WRITE` when there is. `keyFile` is the public key of whoever signs, as a path
 * beside the gate, and is read by `readKeyFile`: throws what reading a gate throws when it is none.
 */
export async function initGate(
  file: string,
  { keyFile, readKeyFile }: { readonly keyFile?: string } & Pick<GateInput, 'readKeyFile'> = {},
): Promise<NewGate> {
  const text = gateTemplate({ file: basename(file), ...defined({ keyFile }) });
  // What is written is what its reader takes.
  const { gate } = await loadGate({
    bytes: Buffer.from(text),
    where: file,
    ...defined({ readKeyFile }),
  });
  const next = 'Name another file, or move the old one away.';
  await writeNewFile(file, text, { what: 'gates', next, mode: 0o644 });
  return { file, name: gate.name, rules: gate.rules.map(({ id }) => id) };
}
