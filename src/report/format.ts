import type { Finding, Plugin, Report } from '../core/index.ts';
import type { NamedMaker } from '../foundations/sbom/index.ts';

/** The run of a workflow on whose behalf the report is written; each member only where it is known. */
export interface WorkflowRun {
  /** The commit that the workflow runs for. */
  readonly commit?: string;
  /** Its branch or tag, in full: `refs/heads/main`. */
  readonly ref?: string;
  readonly id?: string;
  readonly workflow?: string;
  readonly job?: string;
  /** The address of its page. */
  readonly page?: string;
}

/** Which findings of a report are to be shown. What is judged and counted is all of it. */
export interface ShowFilter {
  /** How it was asked for: `--severity high,critical`. */
  readonly text: string;
  shows(finding: Finding): boolean;
}

/** How a report is to look. Only formats for people in a terminal heed it. */
export interface WriteOptions {
  /** Whether escape sequences for colour may be written. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /**
   * The command that explains a finding of this report, as it is typed where the report was asked for; undefined where none would find it. Without it the
   * report suggests none.
   */
  explainCommand?(finding: Finding): string | undefined;
  /** The command that tells the voyage of the report's subject, likewise; only pages heed it. */
  readonly voyageCommand?: string;
  /** Who makes the document, and who made what it is about: bills of materials have a place for both. */
  readonly author?: NamedMaker;
  readonly producer?: NamedMaker;
  /** Only documents that are handed to whoever runs workflows heed it. */
  readonly workflow?: WorkflowRun;
  /** Pages about the same subject that lie beside this one: their addresses as a link in this one has them. Only pages heed it. */
  readonly beside?: { readonly report?: string; readonly voyage?: string };
  /** Only formats with `showsSome` heed it, and say how many findings they do not show. */
  readonly show?: ShowFilter;
}

/**
 * What a report can hold: what somebody should act on; flaws of packages that a maker of software can answer for; what is there. A command says which of
 * them its reports hold, a format which of them it writes: together they say whether a document would tell anything.
 */
export type ReportContent = 'findings' | 'vulnerabilities' | 'packages';

/** One way of writing a report. A pure function of its arguments: the same report gives the same bytes. */
export interface ReportFormat extends Plugin {
  readonly mediaType: string;
  /** Without any of these in it, a document of this format would be an empty frame that looks like good news. */
  readonly tells: readonly [ReportContent, ...ReportContent[]];
  /** Usual ending of a file, without the dot. */
  readonly extension: string;
  /** Whether reports of several targets can stand one below the other, as text for people or as lines; absent: a document holds one report. */
  readonly several?: 'for people' | 'lines';
  /** What the document has to say and was not told, as a sentence: it is written without, and says so. */
  lacks?(options: WriteOptions): string | undefined;
  /** Whether it is for looking at, so that it shows what is asked for; others hold everything, since they are compared and kept. */
  readonly showsSome?: true;
  /** The same by a file of the user's, which stands where others have the name of what is written. Throws `E_FORMAT` for a file that cannot be used. */
  fromFile?(text: string, where: string): Promise<ReportFormat>;
  /** The whole text, with a line feed at its end unless it is empty. */
  write(report: Report, options: WriteOptions): Promise<string> | string;
}
