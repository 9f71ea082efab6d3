import { defined } from '../../../core/index.ts';
import type { SourcePosition } from '../../../foundations/languages/falco/index.ts';

/** Why rules were refused, by code (falcosecurity/falco, `userspace/engine/falco_load_result.cpp`). */
export const loadErrors = {
  LOAD_ERR_FILE_READ: 'File read error',
  LOAD_ERR_YAML_PARSE: 'YAML parse error',
  LOAD_ERR_YAML_VALIDATE: 'Error validating internal structure of YAML file',
  LOAD_ERR_COMPILE_CONDITION: 'Error compiling condition',
  LOAD_ERR_COMPILE_OUTPUT: 'Error compiling output',
  LOAD_ERR_VALIDATE: 'Error validating rule/macro/list/exception objects',
  LOAD_ERR_EXTENSION: 'Error in extension item',
} as const;

/** What is allowed and deserves a look, by code. */
export const loadWarnings = {
  LOAD_UNKNOWN_SOURCE: 'Unknown event source',
  LOAD_UNSAFE_NA_CHECK: 'Unsafe <NA> comparison in condition',
  LOAD_NO_EVTTYPE: 'Condition has no event-type restriction',
  LOAD_UNKNOWN_FILTER: 'Unknown field or event-type in condition or output',
  LOAD_UNUSED_MACRO: 'Unused macro',
  LOAD_UNUSED_LIST: 'Unused list',
  LOAD_UNKNOWN_ITEM: 'Unknown rules file item',
  LOAD_DEPRECATED_ITEM: 'Used deprecated item',
  LOAD_WARNING_EXTENSION: 'Warning in extension item',
  LOAD_APPEND_NO_VALUES: 'Overriding/appending with no values',
  LOAD_EXCEPTION_NAME_NOT_UNIQUE: 'Multiple exceptions defined with the same name',
  LOAD_INVALID_MACRO_NAME: 'Invalid macro name',
  LOAD_INVALID_LIST_NAME: 'Invalid list name',
  LOAD_COMPILE_CONDITION: 'Warning in rule condition',
  LOAD_UNKNOWN_KEY: 'Unknown key in item definition',
} as const;

export type LoadErrorCode = keyof typeof loadErrors;
export type LoadWarningCode = keyof typeof loadWarnings;

/** One step on the way from the file to what a problem is about. */
export interface RulePlace {
  /** `rules content`, `rule`, `macro`, `list`, `exception`, `rule condition` … */
  readonly itemType: string;
  readonly itemName: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a rules file. */
export interface LoadProblem {
  readonly code: LoadErrorCode | LoadWarningCode;
  readonly description: string;
  readonly message: string;
  /** The nearest thing with a name of its own, or the file. */
  readonly itemType: string;
  readonly itemName: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** From the file down. */
  readonly places: readonly RulePlace[];
  /** The condition, lists put in place, and where in it the problem is. */
  readonly condition?: { readonly text: string; readonly at: SourcePosition };
}

const nameless: ReadonlySet<string> = new Set([
  'value for',
  'exceptions',
  'exception values',
  'exception value',
  'list item',
  'macro condition',
  'rule condition',
  'condition expression',
  'rule output',
  'rule priority',
  'overrides',
  'rules content item',
]);

/** Where in the rules something stands. */
export class RuleContext {
  readonly file: string;
  readonly places: readonly RulePlace[];
  readonly condition: { readonly text: string; readonly at: SourcePosition } | undefined;

  constructor(
    file: string,
    places: readonly RulePlace[],
    condition?: { readonly text: string; readonly at: SourcePosition },
  ) {
    this.file = file;
    this.places = places;
    this.condition = condition;
  }

  /** The whole file. */
  static of(file: string): RuleContext {
    return new RuleContext(file, [{ itemType: 'rules content', itemName: '', line: 1, column: 1 }]);
  }

  /** Something inside. */
  inside(itemType: string, itemName: string, at: { readonly line: number; readonly column: number }): RuleContext {
    return new RuleContext(this.file, [...this.places, { itemType, itemName, line: at.line, column: at.column }]);
  }

  /** A place in a condition. */
  inCondition(text: string, at: SourcePosition): RuleContext {
    const last = this.places.at(-1);
    const place = { itemType: 'condition expression', itemName: '', line: last?.line ?? 1, column: last?.column ?? 1 };
    return new RuleContext(this.file, [...this.places, place], { text, at });
  }

  problem(code: LoadErrorCode | LoadWarningCode, message: string): LoadProblem {
    const last = this.places.at(-1);
    const named = this.places.findLast(({ itemType }) => !nameless.has(itemType));
    const description: string = { ...loadErrors, ...loadWarnings }[code];
    return {
      code,
      description,
      message: message === '' ? description : message,
      itemType: named?.itemType ?? 'rules content',
      itemName: named?.itemName ?? '',
      file: this.file,
      line: last?.line ?? 1,
      column: last?.column ?? 1,
      places: this.places,
      ...defined({ condition: this.condition }),
    };
  }
}

/** Ends the reading of a file. Stays inside this folder: `loadRules` turns it into a `LoadProblem`. */
export class LoadFailure extends Error {
  readonly code: LoadErrorCode;
  readonly context: RuleContext;

  constructor(code: LoadErrorCode, message: string, context: RuleContext) {
    super(message);
    this.code = code;
    this.context = context;
  }
}

/** Throws a `LoadFailure` about the structure of the file. */
export function refuse(message: string, context: RuleContext): never {
  throw new LoadFailure('LOAD_ERR_YAML_VALIDATE', message, context);
}

/** Throws a `LoadFailure` about what an item says. */
export function invalid(message: string, context: RuleContext): never {
  throw new LoadFailure('LOAD_ERR_VALIDATE', message, context);
}
