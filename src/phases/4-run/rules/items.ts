import type { RuleContext } from './problems.ts';

/** How bad it is, worst first: the words of syslog. */
export const priorities = [
  'Emergency',
  'Alert',
  'Critical',
  'Error',
  'Warning',
  'Notice',
  'Informational',
  'Debug',
] as const;

export type Priority = (typeof priorities)[number];

/** The priority a word means, in any case; `info` is `Informational`. */
export function readPriority(word: string): Priority | undefined {
  const lower = word.toLowerCase();
  if (lower === 'info') return 'Informational';
  return priorities.find((priority) => priority.toLowerCase() === lower);
}

/** What the members `fields`, `comps` and `values` of an exception hold: a text, or a list of the like. */
export type ExceptionEntry = string | readonly ExceptionEntry[];

/** Events that a rule does not want to hear of. */
export interface ExceptionItem {
  readonly name: string;
  readonly context: RuleContext;
  readonly fields?: ExceptionEntry;
  readonly comps?: ExceptionEntry;
  readonly values: readonly ExceptionEntry[];
}

/** What lists, macros and rules have in common: where they stand in the order of definition, and up to where they see. */
export interface Defined {
  readonly name: string;
  readonly context: RuleContext;
  /** Set by the collection. */
  index: number;
  visibility: number;
}

export interface ListItem extends Defined {
  items: readonly string[];
}

export interface MacroItem extends Defined {
  condition: string;
  readonly conditionContext: RuleContext;
}

/** A rule as the files say it, overrides worked in. */
export interface RuleItem extends Defined {
  description: string;
  condition: string;
  conditionContext: RuleContext;
  output: string;
  outputContext: RuleContext;
  priority: Priority;
  readonly source: string;
  readonly unknownSource: boolean;
  tags: readonly string[];
  exceptions: readonly ExceptionItem[];
  enabled: boolean;
  warnEventTypes: boolean;
  skipIfUnknownFilter: boolean;
  capture: boolean;
  captureDuration: number;
}

/** What a later item changes of a rule. */
export interface RuleUpdate {
  readonly name: string;
  readonly context: RuleContext;
  readonly description?: string;
  readonly condition?: string;
  readonly conditionContext?: RuleContext;
  readonly output?: string;
  readonly outputContext?: RuleContext;
  readonly tags?: readonly string[];
  readonly exceptions?: readonly ExceptionItem[];
  readonly priority?: Priority;
  readonly source?: string;
  readonly enabled?: boolean;
  readonly warnEventTypes?: boolean;
  readonly skipIfUnknownFilter?: boolean;
  readonly capture?: boolean;
  readonly captureDuration?: number;
}
