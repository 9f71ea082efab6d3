import {
  lintRules,
  loadResultJson,
  loadRules,
  needsPlugin,
  problemText,
  type RuleLint,
} from '../../phases/4-run/index.ts';
import { readRulesFiles, withoutPlugins } from '../run/load-rules-files.ts';

/** What a look at rules files found. */
export interface RulesCheck {
  /** Whether all of them load: what does not is refused as a whole. */
  readonly loads: boolean;
  readonly files: readonly CheckedFile[];
  readonly lints: readonly RuleLint[];
  /** What helps with what is wrong, one sentence each. */
  readonly notes: readonly string[];
  readonly rules: { readonly all: number; readonly on: number };
  /** The result in the shape that Falco gives for `-V` with `json_output`. */
  readonly falco: Readonly<Record<string, unknown>>;
}

export interface CheckedFile {
  readonly name: string;
  /** Why it does not load, and what is odd in it; one text each, with its place and the line of the condition. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** What does not have the form of the rules schema. */
  readonly schema: readonly string[];
}

/**
 * Loads rules files (or folders of them) as they would be loaded to judge, and tells what is wrong, odd or probably not meant. Throws `E_TARGET_NOT_FOUND`.
 */
export async function checkRules(paths: readonly string[]): Promise<RulesCheck> {
  const loaded = await loadRules(readRulesFiles(paths));
  return {
    loads: loaded.successful,
    files: loaded.files.map(({ name, errors, warnings, schema = [] }) => ({
      name,
      errors: errors.map(problemText),
      warnings: warnings.map(problemText),
      schema,
    })),
    lints: loaded.successful ? lintRules(loaded) : [],
    notes: loaded.errors.some(needsPlugin) ? [`${withoutPlugins()}.`] : [],
    rules: { all: loaded.rules.length, on: loaded.rules.filter(({ enabled }) => enabled).length },
    falco: loadResultJson(loaded),
  };
}
