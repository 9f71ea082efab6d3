import type { Advisory, ErrorCode, Finding, Report } from '../../core/index.ts';
import type { Settings } from '../../flows/index.ts';
import type { ReportFormat, WriteOptions } from '../../report/index.ts';

/** Somewhere to write. `write` is done when the text has been handed over; a reader that has gone away is no error. */
export interface Stream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  write(text: string): Promise<void>;
}

/** The use cases that commands call. What `src/flows` exports has this shape; tests hand in their own. */
export interface Flows {
  scan(target: string, settings: Settings): Promise<Report>;
  sbom(target: string, settings: Settings): Promise<Report>;
  findFinding(report: Report, wanted: string): readonly Finding[];
  enabledFeeds(settings: Settings): readonly FeedInfo[];
  updateDatabase(partitions: readonly string[], settings: Settings): Promise<readonly PartitionUpdate[]>;
  databaseStatus(settings: Settings): Promise<readonly PartitionStatus[]>;
  searchDatabase(
    id: string,
    settings: Settings,
  ): Promise<readonly { readonly partition: string; readonly advisory: Advisory }[]>;
  tour(settings: Settings, tourFolder: string, say: (line: string) => void): Promise<Report>;
}

/** What is told of a feed. */
export interface FeedInfo {
  readonly id: string;
  readonly title: string;
  readonly base: string;
  readonly setting: string;
  readonly publisher: string;
  readonly licence: string;
}

/** What an update did to one partition. */
export interface PartitionUpdate {
  readonly partition: string;
  readonly state: 'updated' | 'unchanged' | 'refused';
  readonly records?: number;
  readonly date?: string;
  readonly why?: string;
  readonly problems: readonly string[];
}

/** One partition of the local database. */
export interface PartitionStatus {
  readonly id: string;
  readonly title: string;
  readonly feed: string;
  readonly date: string;
  readonly fetched: string;
  readonly records: number;
  readonly bytes: number;
  readonly stale: boolean;
  readonly origin: string;
}

/** What commands use of the report room. */
export interface Reports {
  readonly reportFormats: readonly ReportFormat[];
  readReport(text: string, where: string): Promise<Report>;
  isErrorCode(text: string): text is ErrorCode;
  explainError(code: ErrorCode): string;
  explainFinding(report: Report, finding: Finding, options: WriteOptions): string;
}

/** The world outside: everything a command may read or write besides its arguments, so that a test can stand in for it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly home: string;
  /** Folder of the package, with a slash at its end. */
  readonly packageFolder: string;
  /** Processor as Node names it. */
  readonly architecture: string;
  readonly out: Stream;
  readonly err: Stream;
  readonly version: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  flows(): Promise<Flows>;
  reports(): Promise<Reports>;
}
