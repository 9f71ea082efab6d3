import { asSeaworthyError, type Digest, type Platform, SeaworthyError } from '../../core/index.ts';
import { parseReference, type StoreOptions } from '../../foundations/images/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import type { Http } from '../../foundations/net/index.ts';
import {
  type ImageFacts,
  type Known,
  known,
  type RequiredImageFacts,
  requiredFacts,
  unknown,
} from '../../phases/deploy/index.ts';
import { registryHttp } from '../http.ts';
import type { Settings } from '../settings.ts';
import { FactCache } from './fact-cache.ts';
import { type FoundImage, findImage, type NotFound } from './find-image.ts';
import { type ImagePlace, placeOf } from './image-place.ts';
import { KeptLedger, type KeptLedgerOptions } from './kept-ledger.ts';
import { asKnown, inUseFact, type LedgerNames, latestScan, scanFact } from './ledger-facts.ts';
import { type GateInput, type LoadedGate, loadGate } from './load-gate.ts';
import { notAsked, signatureFacts } from './signature-facts.ts';

/** Entries of the cache, and how long what was found out counts: what speaks for an image longer than what may be mended any moment. */
const maxEntries = 2_000;
const goodFor = 30_000;
const badFor = 2_000;

/** What was found out about an image besides its facts. */
export interface ImageIdentity {
  readonly digest?: Digest;
  readonly variant?: Digest;
  readonly config?: Digest;
  readonly platform?: Platform;
}

/** Finds out what the gate has to know. Keeps the ledger open and what was found out lately, until it is closed. */
export class GateDesk {
  readonly loaded: LoadedGate;
  readonly settings: Settings;
  readonly cache: FactCache;
  readonly layouts: ReadonlyMap<string, string>;
  readonly #ledger: KeptLedger | undefined;
  #http: Http | undefined;

  private constructor(loaded: LoadedGate, { layouts }: GateInput, settings: Settings, ledger: KeptLedgerOptions) {
    this.loaded = loaded;
    this.settings = settings;
    this.layouts = layouts ?? new Map();
    const folder = settings.ledgerDirectory;
    this.#ledger = folder === undefined ? undefined : new KeptLedger(folder, ledger);
    this.cache = new FactCache(maxEntries, () => settings.clock.now().getTime());
  }

  /** Throws what reading the gate throws. */
  static async open(input: GateInput, settings: Settings, ledger: KeptLedgerOptions = {}): Promise<GateDesk> {
    return new GateDesk(await loadGate(input), input, settings, ledger);
  }

  /** The facts about the images of one workload. */
  facts(namespace: string | undefined, references: readonly string[]): Promise<readonly ImageFacts[]> {
    const required = requiredFacts(this.loaded.gate, namespace, references);
    return Promise.all(required.map((one) => this.#factsOf(placeOf(one.reference, this.layouts), one)));
  }

  /** The facts about one image that a person named, and what it is. Throws when it is a layout and cannot be looked at: that is a slip of the pen. */
  async factsOfImage(
    place: ImagePlace,
    namespace: string | undefined,
  ): Promise<{ readonly facts: ImageFacts; readonly identity: ImageIdentity }> {
    const found = await this.#find(place.target);
    if ('why' in found && place.target.startsWith('oci:')) throw found.error;
    const [required] = requiredFacts(this.loaded.gate, namespace, [place.reference]);
    if (required === undefined) throw asSeaworthyError(undefined, 'E_INTERNAL', 'nothing is required of an image');
    const facts = await this.#factsOf(place, required);
    return { facts, identity: 'why' in found ? {} : found };
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
    const { limits, clock, credentialFiles, programPath, plainHttpHosts, platform, offline, signal } = this.settings;
    if (!offline) this.#http ??= registryHttp(this.settings);
    return {
      limits,
      clock,
      credentialFiles,
      programPath,
      plainHttpHosts,
      ...(platform === undefined ? {} : { platform }),
      ...(signal === undefined ? {} : { signal }),
      ...(this.#http === undefined ? {} : { http: this.#http }),
    };
  }

  #find(target: string): Promise<FoundImage | NotFound> {
    const lifetime = (found: FoundImage | NotFound): number => ('why' in found ? badFor : goodFor);
    return this.cache.get(`image ${target}`, lifetime, () => findImage(target, this.#storeOptions()));
  }

  async #factsOf(place: ImagePlace, required: RequiredImageFacts): Promise<ImageFacts> {
    const { reference } = place;
    const hangs = required.signatures.length > 0 || required.attestations.length > 0;
    const asks = required.digest || required.scan || required.inUse || hangs;
    if (!asks) return { ...nothing, reference, digest: pinnedDigest(reference) };
    const pinned = pinnedDigest(reference);
    const found = hangs || !pinned.known ? await this.#find(place.target) : undefined;
    if (found !== undefined && 'why' in found) {
      // What is named by digest is known by it, even when its registry does not answer.
      const missing = unknown(found.why);
      const names = pinned.known
        ? await this.#fromLedger({ digest: pinned.value }, required)
        : { scan: missing, inUse: missing };
      return {
        ...nothing,
        reference,
        digest: pinned.known ? pinned : missing,
        signatures: missing,
        attestations: missing,
        ...names,
      };
    }
    const digest = found?.digest ?? (pinned.known ? pinned.value : undefined);
    if (digest === undefined) return { ...nothing, reference };
    const names = { digest, ...(found === undefined ? {} : { variant: found.variant }) };
    const signed = found === undefined || !hangs ? {} : await this.#signed(place, found, required);
    return { ...nothing, reference, digest: known(digest), ...signed, ...(await this.#fromLedger(names, required)) };
  }

  #signed(
    place: ImagePlace,
    found: FoundImage,
    required: RequiredImageFacts,
  ): Promise<Pick<ImageFacts, 'signatures' | 'attestations'>> {
    const key = `signed ${place.target.startsWith('oci:') ? place.target : found.store.name} ${found.digest} ${required.rules.join()}`;
    const isGood = ({ signatures, attestations }: Pick<ImageFacts, 'signatures' | 'attestations'>): boolean =>
      [signatures, attestations].every(
        (fact) => fact === notAsked || (fact.known && fact.value.every(({ verdict }) => verdict === 'trusted')),
      );
    return this.cache.get(
      key,
      (facts) => (isGood(facts) ? goodFor : badFor),
      () => signatureFacts(found, required, this.loaded.trustedRoot),
    );
  }

  async #fromLedger(names: LedgerNames, required: RequiredImageFacts): Promise<Pick<ImageFacts, 'scan' | 'inUse'>> {
    const { settings, cache } = this;
    const now = settings.clock.now();
    const key = `${names.digest} ${names.variant ?? ''}`;
    const ask = async <T>(what: string, none: T, work: (ledger: Ledger) => Promise<Known<T>>): Promise<Known<T>> =>
      cache.get(
        `${what} ${key}`,
        (fact) => (fact.known && fact.value !== none ? goodFor : badFor),
        () =>
          asKnown(async () => {
            if (settings.ledgerDirectory === undefined) return unknown('no ledger is set');
            const ledger = await this.ledger();
            return ledger === undefined ? known(none) : work(ledger);
          }),
      );
    const record = required.scan
      ? await ask<FullRecord | null>('scan', null, async (ledger) =>
          known((await latestScan(ledger, names, settings.platform)) ?? null),
        )
      : notAsked;
    const scan = record.known
      ? await asKnown(async () => known(record.value === null ? null : scanFact(record.value, now)))
      : record;
    return { scan, inUse: required.inUse ? await ask('in-use', null, (ledger) => inUseFact(ledger, names)) : notAsked };
  }
}

const nothing: Omit<ImageFacts, 'reference'> = {
  digest: notAsked,
  signatures: notAsked,
  attestations: notAsked,
  scan: notAsked,
  inUse: notAsked,
};

/** The digest in a reference. */
function pinnedDigest(reference: string): Known<Digest> {
  try {
    const { digest } = parseReference(reference);
    return digest === undefined ? notAsked : known(digest);
  } catch {
    return notAsked;
  }
}
