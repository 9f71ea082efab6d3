import type { Platform } from '../../core/index.ts';
import { defined } from '../../core/index.ts';
import { openArtifactStore, parseReference, type StoreTarget } from '../../foundations/images/index.ts';
import type { Session } from '../session/session.ts';
import { FactCache } from './fact-cache.ts';
import { type GateInput, type LoadedGate, loadGate } from './load-gate.ts';

const maxEntries = 2_000;
/** How long a login at a registry, and a layout that was found, are used, in milliseconds. */
const openFor = 30_000;

/** A gate in use: what it says, where it is asked about, and what was found out lately. What is open for it is the session's. */
export interface OpenGate extends LoadedGate {
  readonly session: Session;
  readonly facts: FactCache;
  readonly layouts: ReadonlyMap<string, string>;
  /** What the cluster is called whose workloads are judged, by the command or else by the gate; absent when nobody said. */
  readonly cluster?: string;
  /** Platforms of the nodes, by the gate or else by the command; absent when nobody said. */
  readonly nodes?: readonly Platform[];
}

/** Reads a gate for use in a session. Throws what reading the gate throws. */
export async function openGate(input: GateInput, session: Session): Promise<OpenGate> {
  const loaded = await loadGate(input);
  const { settings } = session;
  const cluster = input.cluster ?? loaded.gate.cluster;
  const nodes = loaded.gate.platforms ?? (settings.platform === undefined ? undefined : [settings.platform]);
  return {
    ...loaded,
    session,
    facts: new FactCache(maxEntries, () => settings.clock.now().getTime()),
    layouts: input.layouts ?? new Map(),
    ...defined({ cluster, nodes }),
  };
}

/** The store in which a target lies; the login at its registry is used again. Throws those of `openArtifactStore`. */
export async function storeOf({ facts, session }: OpenGate, target: string): Promise<StoreTarget> {
  const open = (key: string): Promise<StoreTarget> =>
    facts.get(
      `store ${key}`,
      () => openFor,
      () => openArtifactStore(target, session.storeOptions),
    );
  if (target.startsWith('oci:')) return open(target);
  const { registry, repository, digest, tag } = parseReference(target.replace(/^registry:/, ''));
  return { ...(await open(`${registry}/${repository}`)), name: target, tagOrDigest: digest ?? tag ?? 'latest' };
}
