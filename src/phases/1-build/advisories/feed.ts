import type { Advisory, Distribution, Exploitation, NeedyPlugin, Package, SourceTells } from '../../../core/index.ts';
import type { ByteSource } from '../../../foundations/formats/index.ts';

/** A partition is what is fetched, replaced and dated as one: a source and a release, `alpine/3.20`, `debian/bookworm`, `osv/Go`, `kev`, `epss`. */
export type PartitionId = string;

/** One file that a partition is made from. */
export interface FeedFile {
  /** Relative to the feed's base address: `v3.20/main.json`. */
  readonly path: string;
  /** What a server that answers questions is asked for it at the base address; a copy in a folder has `path`. */
  readonly query?: Readonly<Record<string, string>>;
  /** A 404 for it is no error (`community.json` of an old Alpine). */
  readonly optional?: boolean;
  /** For a file whose name changes with each state: what says it. `path` is then what the feed calls it. */
  readonly namedIn?: NamingFile;
  /** Where the same content lies when there is a 404 for it: a mirror may keep a file as it was packed. */
  readonly instead?: string;
}

/** A small text file that says where another lies. */
export interface NamingFile {
  /** Under the feed's base; where it is named elsewhere itself, what the feed calls it. */
  readonly path: string;
  readonly namedIn?: NamingFile;
  /** The path under the feed's base that its text gives, where `at` is its own; undefined when it gives none of the form that it should have. */
  name(text: string, at: string): string | undefined;
  /** Whether its text says that there is none: then there is none, which is no error. Absent where there is always one. */
  namesNone?(text: string): boolean;
}

/** A file of a feed as it was fetched: inflated where it came gzipped by its own name or by HTTP. */
export interface FetchedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The same, to be read where somebody looks, for a file that is not to be held whole. */
  readonly source?: ByteSource;
}

/** One row of a partition: found by `key`; `advisory` for feeds of advisories, `exploitation` for context about a CVE id. */
export type FeedRecord =
  | { readonly kind: 'advisory'; readonly key: string; readonly advisory: Advisory }
  | { readonly kind: 'exploitation'; readonly key: string; readonly exploitation: Exploitation };

/** What a feed makes of its files. */
export interface ParsedFeed {
  /** When the publisher made it (ISO 8601), where the files say so. Like `problems` it is final only when the records have been walked. */
  readonly date?: string;
  /** Earlier dates, newest first, where the files have many: the first that is not ahead of now counts when `date` is a slip of the pen. Final as `date` is. */
  readonly earlierDates?: readonly string[];
  /** To be walked once; a large feed makes them on the way, and throws `E_FEED` there as well. */
  readonly records: Iterable<FeedRecord>;
  /** Records that were left out and why, in one sentence each: told by `db update`, kept in the manifest. */
  readonly problems: readonly string[];
  /** Those of the problems that are about records which could not be read: told besides with every result that rests on the partition. */
  readonly unread?: readonly string[];
}

/** Where a package is to be looked up. */
export interface Lookup {
  readonly partition: PartitionId;
  /** Key of the rows that concern it. */
  readonly key: string;
  /** The name as it is written, where the publisher can be asked for it (`Feed.asks`). */
  readonly name?: string;
  /** The version that the ranges are about: the source package's where the source counts. */
  readonly version: string;
  /** What it finds is about something larger (the source package), and counts for flaws of which nothing is said under the feed's other keys. */
  readonly general?: boolean;
  /** Why this key, in one plain sentence: "Debian publishes about the source package openssl 3.0.11-1, from which libssl3 was built". */
  readonly why: string;
}

/**
 * Bounds on what a feed may be, from what it is: several times its real size, so that whatever a mirror or a bad day sends costs bounded memory.
 * `--max-feed-bytes` and `--max-feed-inflated` stand in place of the first two.
 */
export interface FeedLimits {
  /** Of one file as fetched. */
  readonly bytes: number;
  /** Of one file once inflated. */
  readonly inflatedBytes: number;
  /** Of one partition. */
  readonly records: number;
}

/** What shows that a feed is read rightly; `docs/coverage.md` tells it. */
export interface FeedProof {
  /** `real`: the publisher's own files were read whole and what came out was counted. `shape`: only files written by hand in the form that it publishes. */
  readonly with: 'real' | 'shape';
  /** Which files, and what was not among them, in one sentence. */
  readonly what: string;
}

/** Something that is to be said with every result that rests on a feed's word about a distribution: a clause. */
export interface FeedRemark {
  readonly message: string;
  /** Whether something was not judged because of it. */
  readonly incomplete: boolean;
}

/** Sends a request to the publisher's service and gives what it answers, as JSON: a path below its address, and a body to be posted. */
export type AskService = (path: string, body?: unknown) => Promise<unknown>;

/** A service that answers what is known about packages by their names. It learns what somebody runs, so nobody is asked unless the user says so. */
export interface AskablePublisher {
  /** Its address. */
  readonly base: string;
  /**
   * All records about these names, as the partition would hold them: its word on which versions are affected is not asked for. Throws `E_FEED` and `E_LIMIT` for
   * answers that are not what they should be, and what `ask` throws: then nothing is known.
   */
  ask(partition: PartitionId, names: readonly string[], ask: AskService): Promise<ParsedFeed>;
}

/** A publisher of data about packages or flaws. */
export interface Feed extends NeedyPlugin {
  /** Base address its files lie under; can be set by the user (mirror, air gap). */
  readonly base: string;
  /** Name of its setting: `SEAWORTHY_FEED_<setting>` and `feeds.<setting>`. */
  readonly setting: string;
  /** Who publishes it, its licence and the credit it asks for. */
  readonly publisher: string;
  readonly licence: string;
  readonly limits: FeedLimits;
  readonly tells: SourceTells;
  /** Set where it has records of packages that mean harm, besides those of flaws. */
  readonly tellsMalware?: true;
  readonly proven: FeedProof;
  /** Ids of the distributions (`ID` of os-release) whose packages it judges; absent where it is about none. */
  readonly distributions?: readonly string[];
  /** Set where it names what was fixed and nothing else: of flaws without a fix it knows nothing, so that its silence is not said to be more. */
  readonly fixesOnly?: true;
  /** Asked only where somebody has fetched it by name: no scan fetches it, or misses it. */
  readonly askedByName?: boolean;
  /** Hours after which a partition is fetched again. */
  readonly maxAgeHours: number;
  /** Whether a partition id is one of this feed's. */
  owns(partition: PartitionId): boolean;
  files(partition: PartitionId): readonly FeedFile[];
  /** Loads what `parse` needs and lookups do not; awaited before `parse`. */
  prepare?(): Promise<void>;
  /**
   * Throws `E_FEED` when a file as a whole is not what it should be: then the old partition stays in force.
   * May be handed several partitions' worth of the same file (one tracker file serves all Debian releases): it gives the records of `partition`.
   */
  parse(partition: PartitionId, files: readonly FetchedFile[]): ParsedFeed;
  /** Where this feed knows something about a package; empty when it does not cover its kind. */
  lookups(found: Package, distribution: Distribution | undefined): readonly Lookup[];
  /** What is to be said of how it judges a distribution, where it judges packages of that. */
  remarks?(distribution: Distribution): readonly FeedRemark[];
  /** How its publisher is asked about single packages, in place of fetching a partition whole; absent where that cannot be. */
  readonly asks?: AskablePublisher;
  /** Where it tells until when a release of a distribution is supported: keys of a partition, the most exact first; absent for feeds that tell none. */
  readonly ends?: (
    distribution: Distribution,
  ) => { readonly partition: PartitionId; readonly keys: readonly string[] } | undefined;
  /** How it says how severe a CVE is where the sources of the package itself do not; absent for feeds that rate nothing. */
  readonly rates?: {
    /** Partitions that may know the CVE under its id or as an alias. */
    partitions(cve: string): readonly PartitionId[];
    /** Whether they are worth fetching for that alone; else they are asked where they are at hand. */
    readonly fetch: boolean;
  };
  /** Partitions of context about CVE ids (KEV, EPSS) that every scan wants; empty for feeds of advisories. */
  readonly contextPartitions: readonly PartitionId[];
}
