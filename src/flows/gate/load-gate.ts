import { defined, isClusterName, printable, SeaworthyError } from '../../core/index.ts';
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
  /** What the cluster is called whose workloads are judged, whatever the gate says. */
  readonly cluster?: string;
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
  const { bytes, where, readKeyFile, trustedRoot, cluster } = input;
  if (cluster !== undefined && !isClusterName(cluster))
    throw new SeaworthyError('E_USAGE', 'no cluster can be called so', {
      where: printable(cluster.slice(0, 100)),
      next: 'Printable ASCII without spaces is expected, at most 253 characters.',
    });
  const gate = await readGate(bytes, where, {
    predicateTypes: predicateAliases,
    ...defined({ readKeyFile }),
  });
  if (trustedRoot === undefined) return { gate };
  return { gate, trustedRoot: parseTrustedRoot(Buffer.from(trustedRoot.text), trustedRoot.where) };
}
