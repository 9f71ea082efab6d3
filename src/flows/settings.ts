import { type Clock, defaultLimits, type Limits, type Platform, type Severity, systemClock } from '../core/index.ts';
import type { EngineChoice } from '../foundations/images/index.ts';
import type { Selection } from '../phases/1-build/inventory/index.ts';
import type { LicenceWishes } from '../phases/1-build/licences/index.ts';
import type { WantedSigner } from './ship/wanted-signer.ts';
import type { TeamDatabase } from './team-database/team-database.ts';
import type { VexWanted } from './vex/vex-wanted.ts';

/** How many bytes, and of how many where that is known. */
export interface ByteProgress {
  readonly done: number;
  readonly total?: number;
}

/** Something a person may want to see while they wait. */
export interface Progress {
  /** `Reading layer 2 of 5`, `Fetching alpine/3.20` … */
  readonly activity: string;
  readonly done?: number;
  readonly total?: number;
  /** Bytes of what is done, and of all of it where that is known beforehand. */
  readonly bytes?: ByteProgress;
  /** Bytes that have come of the one that is on its way, which is not among those done. */
  readonly coming?: ByteProgress;
}

/** Everything a flow needs to know besides what it works on. The doors make it from flags, environment and configuration file. */
export interface Settings {
  /** Licences that are allowed and denied; absent: nobody looks at licences. */
  readonly licences?: LicenceWishes;
  /** Files of exceptions: what they say is set aside. `name` is how the user calls the file. None is looked for anywhere. */
  readonly exceptions?: readonly { readonly path: string; readonly name: string }[];
  /** No socket is opened. */
  readonly offline: boolean;
  /** Folder of the advisory database. */
  readonly databaseDirectory: string;
  /** `query`: publishers that have a service are asked about the packages of an inventory, which tells them what somebody runs; else partitions are fetched whole. */
  readonly advisories?: 'fetch' | 'query';
  /** Address of that service, in place of the publisher's own. */
  readonly advisoriesApi?: string;
  /** The team's artifact from which partitions are taken that are missing or stale here; absent: their publishers are asked. */
  readonly databaseFrom?: TeamDatabase;
  /** Folder of the layer cache; absent: nothing is cached. */
  readonly cacheDirectory?: string;
  /** File with the key of secret fingerprints, made when it is not there; absent: nobody looks for secrets. */
  readonly secretKeyFile?: string;
  /** Rules of another scanner, by which secrets are looked for. `name` is how the user calls the file. */
  readonly secretRules?: { readonly path: string; readonly name: string };
  /** Folder of the ledger; absent: nothing is recorded, and what asks the ledger is refused. */
  readonly ledgerDirectory?: string;
  /** `false`: flows that judge something read the ledger but write nothing into it. */
  readonly record?: boolean;
  /** The team's list of base images; absent: none are known but those that the ledger knows. */
  readonly baseImagesFile?: string;
  /** Packages that are declared for building or testing only are taken as well. */
  readonly development?: boolean;
  /** What is in an image is taken from the bill of materials that this signer has attested to it; absent: its layers are read. */
  readonly sbomFrom?: WantedSigner;
  /** Whose statements on flaws count; absent: nobody's. */
  readonly vex?: VexWanted;
  /** Variant of a multi-platform image; by default linux on this machine's processor. */
  readonly platform?: Platform;
  /** Base addresses by the feed's `setting`: an http(s) address or `off`; feeds not named keep their own. */
  readonly feeds: Readonly<Record<string, string>>;
  /** Fetch partitions even when they are fresh. */
  readonly refresh?: boolean;
  /** Take a state of a partition that was made before the one in force. */
  readonly allowOlder?: boolean;
  readonly caFile?: string;
  /** Registries that may be spoken to without TLS: `host` or `host:port`. */
  readonly plainHttpHosts: readonly string[];
  /** Feeds may be served without TLS. */
  readonly plainHttpFeeds: boolean;
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly none?: string };
  /** Where engines of this machine are asked for images; absent: nobody is. What is looked at must have no say in it. */
  readonly engines?: Omit<EngineChoice, 'offline' | 'plainHttpHosts'>;
  /** What is left out of a look; absent: nothing. A look that leaves something out is told as one, and not recorded. */
  readonly selection?: Selection;
  /** Checks of files that look besides those that do by themselves (`all`: every one), and those that do not, which counts more. By any of their names. */
  readonly checks?: {
    readonly enable?: readonly string[];
    readonly disable?: readonly string[];
    /** How severe checks are, by any of their names. */
    readonly severities?: readonly (readonly [name: string, severity: Severity])[];
    /** Files of checks of one's own. */
    readonly files?: readonly { readonly name: string; readonly path: string }[];
  };
  /** Docker and podman credential files, first match wins. */
  readonly credentialFiles: readonly string[];
  /** PATH-like list of folders in which credential helper programs are looked for. */
  readonly programPath: string;
  /** The environment of programs that know the user’s own settings (git, its helpers); absent: only the search path. */
  readonly programEnvironment?: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly clock: Clock;
  /** Version of this program, for reports and the User-Agent. */
  readonly toolVersion: string;
  readonly progress?: (progress: Progress) => void;
  /** Called before a layer is read that no cache knows: what comes may be large. */
  readonly beforeReading?: () => void;
  readonly signal?: AbortSignal;
  /** What standard input is taken for by `lint`; by what stands in it where absent. */
  readonly inputKind?: 'dockerfile' | 'manifest';
  /** What comes in on standard input, for the target `-`; absent where nothing does. */
  readonly input?: () => AsyncIterable<Uint8Array>;
}

/** Settings of a program that opens no socket and knows no registry, but for what is given: a start for whoever uses Seaworthy as a library. */
export function offlineSettings(
  given: Pick<Settings, 'databaseDirectory' | 'toolVersion'> & Partial<Settings>,
): Settings {
  return {
    offline: true,
    feeds: {},
    plainHttpHosts: [],
    plainHttpFeeds: false,
    credentialFiles: [],
    programPath: '',
    limits: defaultLimits,
    clock: systemClock,
    ...given,
  };
}
