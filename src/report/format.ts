import type { Plugin, Report } from '../core/index.ts';

/** How a report is to look. Only formats for people in a terminal heed it. */
export interface WriteOptions {
  /** Whether escape sequences for colour may be written. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** One way of writing a report. A pure function of its arguments: the same report gives the same bytes. */
export interface ReportFormat extends Plugin {
  readonly mediaType: string;
  /** Usual ending of a file, without the dot. */
  readonly extension: string;
  /** The whole text, with a line feed at its end unless it is empty. */
  write(report: Report, options: WriteOptions): Promise<string> | string;
}
