import { type Platform, SeaworthyError } from '../../core/index.ts';
import {
  openArtifactStore,
  parseReference,
  type StoreOptions,
  type StoreTarget,
} from '../../foundations/images/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import type { Http } from '../../foundations/net/index.ts';
import { type HttpBounds, registryHttp } from '../http.ts';
import type { Settings } from '../settings.ts';
import { FactCache } from './fact-cache.ts';
import { KeptLedger, type KeptLedgerOptions } from './kept-ledger.ts';
import { type GateInput, type LoadedGate, loadGate } from './load-gate.ts';

const maxEntries = 2_000;
/** How long a login at a registry, and a layout that was found, are used, in milliseconds. */
const openFor = 30_000;

/** What a program that answers others needs to be careful about. */
export interface DeskOptions {
  readonly ledger?: KeptLedgerOptions;
  readonly http?: HttpBounds;
}

/** What facts are found out with: the gate, the ledger, registries and layouts, and what was found out lately. Keeps them open until it is closed. */
export class GateDesk {
  readonly loaded: LoadedGate;
  readonly settings: Settings;
  readonly cache: FactCache;
  readonly layouts: ReadonlyMap<string, string>;
  readonly #ledger: KeptLedger | undefined;
  readonly #cluster: string | undefined;
  #http: Http | undefined;
  readonly #bounds: HttpBounds;

  private constructor(loaded: LoadedGate, { layouts, cluster }: GateInput, settings: Settings, options: DeskOptions) {
    this.loaded = loaded;
    this.settings = settings;
    this.layouts = layouts ?? new Map();
    this.#cluster = cluster;
    const folder = settings.ledgerDirectory;
    this.#ledger = folder === undefined ? undefined : new KeptLedger(folder, options.ledger);
    this.#bounds = options.http ?? {};
    this.cache = new FactCache(maxEntries, () => settings.clock.now().getTime());
  }

  /** Throws what reading the gate throws. */
  static async open(input: GateInput, settings: Settings, options: DeskOptions = {}): Promise<GateDesk> {
    return new GateDesk(await loadGate(input), input, settings, options);
  }

  /** What the cluster is called whose workloads are judged, by the command or else by the gate; undefined when nobody said. */
  get cluster(): string | undefined {
    return this.#cluster ?? this.loaded.gate.cluster;
  }

  /** Platforms of the nodes, by the gate or else by the command; undefined when nobody said. */
  get nodes(): readonly Platform[] | undefined {
    const { platform } = this.settings;
    return this.loaded.gate.platforms ?? (platform === undefined ? undefined : [platform]);
  }

  /** The store in which a target lies. Throws those of `openArtifactStore`. */
  async open(target: string): Promise<StoreTarget> {
    const open = (key: string): Promise<StoreTarget> =>
      this.cache.get(
        `store ${key}`,
        () => openFor,
        () => openArtifactStore(target, this.#storeOptions()),
      );
    if (target.startsWith('oci:')) return open(target);
    const { registry, repository, digest, tag } = parseReference(target.replace(/^registry:/, ''));
    return { ...(await open(`${registry}/${repository}`)), name: target, tagOrDigest: digest ?? tag ?? 'latest' };
  }

  /** The ledger, if there is one yet. */
  async ledger(): Promise<Ledger | undefined> {
    return this.#ledger?.existing();
  }

  /** The ledger, made when there is none. Throws `E_LEDGER`. */
  async ledgerToWrite(): Promise<Ledger> {
    if (this.#ledger === undefined) throw new SeaworthyError('E_LEDGER', 'no ledger is set');
    return this.#ledger.toWrite();
  }

  async close(): Promise<void> {
    const http = this.#http;
    this.#http = undefined;
    await http?.close();
    await this.#ledger?.close();
  }

  #storeOptions(): StoreOptions {
    const { limits, clock, credentialFiles, programPath, plainHttpHosts, offline, signal } = this.settings;
    if (!offline) this.#http ??= registryHttp(this.settings, this.#bounds);
    return {
      limits,
      clock,
      credentialFiles,
      programPath,
      plainHttpHosts,
      ...(signal === undefined ? {} : { signal }),
      ...(this.#http === undefined ? {} : { http: this.#http }),
    };
  }
}
