import { parseTrustedRoot, predicateAliases, type TrustedRoot } from '../../phases/2-ship/index.ts';
import { type Gate, readGate } from '../../phases/3-deploy/index.ts';
import type { TextFile } from '../ship/index.ts';

/** What may run, as the door has read it. */
export interface GateInput {
  readonly bytes: Uint8Array;
  /** The gate file, for messages. */
  readonly where: string;
  /** Text of a key file that the gate names, by its path as written; without it key files are refused. */
  readonly readKeyFile?: (path: string) => Promise<string>;
  /** Whom signatures by an identity rest on; without it such signatures cannot be determined. */
  readonly trustedRoot?: TextFile;
  /** OCI layouts in which the images of a repository (`registry/repository`) lie, instead of in their registry. */
  readonly layouts?: ReadonlyMap<string, string>;
}

/** A gate with all that judging signatures for it needs. */
export interface LoadedGate {
  readonly gate: Gate;
  readonly trustedRoot?: TrustedRoot;
}

/** Reads the gate. Throws those of `readGate` and of reading a trusted root. */
export async function loadGate(input: GateInput): Promise<LoadedGate> {
  const { bytes, where, readKeyFile, trustedRoot } = input;
  const gate = await readGate(bytes, where, {
    predicateTypes: predicateAliases,
    ...(readKeyFile === undefined ? {} : { readKeyFile }),
  });
  if (trustedRoot === undefined) return { gate };
  return { gate, trustedRoot: parseTrustedRoot(Buffer.from(trustedRoot.text), trustedRoot.where) };
}
