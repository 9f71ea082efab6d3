import { defined } from '../../core/index.ts';
import { type AlertFormat, type EngineOptions, type LoadedRules, RuleSelection } from '../../phases/4-run/index.ts';
import { loadRulesFiles } from '../run/load-rules-files.ts';
import { type FalcoConfig, readFalcoConfig } from './falco-config.ts';

/** Which rules are to judge. */
export interface RuleChoice {
  /** Falco rules files and folders of them, in the order in which they are to be loaded. */
  readonly rules: readonly string[];
  /** Only rules with one of these tags; `!tag` leaves those out that have it. */
  readonly tags?: readonly string[];
  /** A configuration of Falco: its rules files come before those named here. */
  readonly falcoConfig?: string;
}

/** Rules that load and are chosen. */
export interface ChosenRules {
  readonly loaded: LoadedRules;
  readonly options: Pick<EngineOptions, 'selection' | 'matching'>;
  /** How alerts are written, where a configuration says so. */
  readonly format: AlertFormat & { readonly json: boolean };
  /** Whether rules were asked for at all. */
  readonly given: boolean;
  /** Oddities of the files, one text each. */
  readonly warnings: readonly string[];
}

/** What Falco's own configuration adds to every alert. */
const asInstalled = [{ suggested: true }] as const;

/** Loads the rules of a choice. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` when a file does not load, and `E_USAGE`. */
export async function chooseRules({ rules, tags, falcoConfig }: RuleChoice): Promise<ChosenRules> {
  const config = falcoConfig === undefined ? undefined : await readFalcoConfig(falcoConfig);
  const paths = [...(config?.rules ?? []), ...rules];
  const extra = config?.extraOutput.length ? config.extraOutput : asInstalled;
  const { loaded, warnings } = await loadRulesFiles(paths, { extraOutput: extra });
  const selection = selectionOf(loaded, config, tags ?? []);
  return {
    loaded,
    options: { selection, ...defined({ matching: config?.matching }) },
    format: config?.format ?? { json: false },
    given: paths.length > 0 || falcoConfig !== undefined,
    warnings: [...(config?.notes ?? []), ...warnings],
  };
}

function selectionOf(loaded: LoadedRules, config: FalcoConfig | undefined, tags: readonly string[]): RuleSelection {
  const selection = RuleSelection.byDefault(loaded.rules);
  for (const { on, pattern } of config?.switches ?? []) selection.set(pattern, on);
  if (config?.priority !== undefined) selection.atLeast(config.priority);
  const wanted = tags.filter((tag) => !tag.startsWith('!'));
  const without = tags.filter((tag) => tag.startsWith('!')).map((tag) => tag.slice(1));
  if (wanted.length > 0) selection.only({ tags: wanted });
  return without.length > 0 ? selection.set({ tags: without }, false) : selection;
}
