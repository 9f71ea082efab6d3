import type { Finding, Report } from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import type { Action } from '../view/actions.ts';
import type { Group } from '../view/groups.ts';
import type { ReportVerdict, Summary } from '../view/summary.ts';
import type { Markup } from './markup.ts';

/** What of the options a page heeds. */
export type PageOptions = Pick<WriteOptions, 'beside' | 'show' | 'voyageCommand'>;

/** What every section may draw on: the report and what is derived from it, once. */
export interface Page {
  readonly report: Report;
  readonly groups: readonly Group[];
  readonly actions: readonly Action[];
  readonly summary: Summary;
  readonly verdict: ReportVerdict;
  /** How many findings are not shown, as a sentence without its full stop; absent where all are. */
  readonly hidden?: string;
  /** What links to a finding lead to, by finding. */
  readonly anchors: ReadonlyMap<Finding, string>;
  readonly options: PageOptions;
}

/** One part of the page. A phase that has something to tell adds one file and one line in `sections.ts`. */
export interface Section {
  /** Anchor, kebab-case. */
  readonly id: string;
  readonly title: string;
  /** The content below the heading; undefined when the report has nothing for it. */
  render(page: Page): Markup | undefined;
}
