import type { ErrorCode, Finding, Report, Voyage, VoyageEvent } from '../../core/index.ts';
import type { enabledFeeds, HandbookEntry, ListedCheck, RecordedFindings, Settings } from '../../flows/index.ts';
import type { FlowsOnDemand } from '../../flows/on-demand.ts';
import type { ReportFormat, TargetLine, VoyageFormat, WriteOptions } from '../../report/index.ts';

/** Somewhere to write. `write` is done when the text has been handed over; a reader that has gone away is no error. */
export interface Stream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; where there is none, what `COLUMNS` says, else 80. */
  readonly columns: number;
  write(text: string): Promise<void>;
  /** Whether its reader has gone away: what was written since is lost. */
  readonly isGone: boolean;
}

/** Somewhere to read what a person answers. */
export interface Input {
  readonly isTerminal: boolean;
  /** The next line without its end; undefined when there is none, or when the user interrupts. */
  line(): Promise<string | undefined>;
  /** As `line`, on a terminal, without showing what is typed. */
  secret(): Promise<string | undefined>;
  /** Everything that comes, to the end. Throws `E_LIMIT` beyond `most` bytes. */
  all(most: number): Promise<Uint8Array>;
  /** What comes, piece by piece, once; given up when the signal says so. Throws `E_READ`. */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** What is told of a feed. */
export type FeedInfo = Pick<
  ReturnType<typeof enabledFeeds>[number],
  'id' | 'title' | 'base' | 'setting' | 'publisher' | 'licence' | 'limits'
>;

/** The use cases that commands call; tests hand in their own. */
export interface Flows extends Omit<FlowsOnDemand, 'enabledFeeds'> {
  enabledFeeds(settings: Settings): readonly FeedInfo[] | Promise<readonly FeedInfo[]>;
}

/** What commands use of the report room. */
export interface Reports {
  readonly reportFormats: readonly ReportFormat[];
  readonly voyageFormats: readonly VoyageFormat[];
  newestReport(voyage: Pick<Voyage, 'phases'>): VoyageEvent | undefined;
  readReport(text: string, where: string): Promise<Report>;
  isErrorCode(text: string): text is ErrorCode;
  explainError(code: ErrorCode, width: number): string;
  explainRecorded(found: RecordedFindings, options: WriteOptions): Promise<string>;
  inShort(report: Report): string;
  summaryText(lines: readonly TargetLine[], code: number, options: WriteOptions): string;
  checksText(checks: readonly ListedCheck[], options: WriteOptions): string;
  checkText(check: ListedCheck, options: WriteOptions): string;
  explainEntry(entry: HandbookEntry, options: WriteOptions): string;
  explainFinding(report: Report, finding: Finding, options: WriteOptions): Promise<string>;
}

/** What listens, of the room beside this one. */
export type Servers = typeof import('../server/index.ts');

/** The world outside: everything a command may read or write besides its arguments, so that a test can stand in for it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly home: string;
  /** Where programs of the system lay their sockets. */
  readonly runFolder: string;
  /** Folder of the package, with a slash at its end. */
  readonly packageFolder: string;
  /** Processor as Node names it. */
  readonly architecture: string;
  readonly out: Stream;
  readonly err: Stream;
  readonly input: Input;
  readonly version: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Acts whenever the signal comes, until the function that it gives is called. */
  onSignal(signal: 'SIGTERM' | 'SIGHUP', act: () => void): () => void;
  /**
   * Gives up the rights of root for those of a user, by name or as `UID:GID`, for good. Gives what to do it with, once the user is known to be there. Throws
   * `E_USAGE` for a user that is not there, or is root.
   */
  userChange(user: string): Promise<() => void>;
  /** Runs before other processes from here on, where that is allowed: for what must keep up with all of them. */
  goFirst(): void;
  /** Called when something large is about to be read. */
  useLittleMemory(): void;
  /** Called then too: what is over soon is not compiled as well as what goes on for long. */
  compileLate(): void;
  /** Called by what runs for days beside the programs it is about: what would keep memory for speed at the start does not. */
  stayLittle(): void;
  flows(): Promise<Flows>;
  /** What listens. */
  servers(): Promise<Servers>;
  reports(): Promise<Reports>;
}
