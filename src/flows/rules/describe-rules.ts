import { nearest, SeaworthyError } from '../../core/index.ts';
import { describeRules, type RulesDescription } from '../../phases/4-run/index.ts';
import { loadRulesFiles } from '../run/load-rules-files.ts';

/**
 * Rules as they are once lists, macros, exceptions and overrides are worked in, in the shape that Falco gives with `-L`; one of them where a name is given.
 * Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` for files that do not load, and `E_NO_FINDING` where no rule has the name.
 */
export async function describe(paths: readonly string[], rule?: string): Promise<RulesDescription> {
  const { loaded } = await loadRulesFiles(paths);
  const names = loaded.rules.map(({ name }) => name);
  const wanted = rule === undefined ? undefined : names.find((name) => name.toLowerCase() === rule.toLowerCase());
  if (rule !== undefined && wanted === undefined) {
    const similar = nearest(rule, names);
    throw new SeaworthyError('E_NO_FINDING', `no rule is named ${JSON.stringify(rule.slice(0, 200))}`, {
      next: similar === undefined ? 'Look at all of them, without `--rule`.' : `Did you mean ${similar}?`,
    });
  }
  return describeRules(loaded, wanted);
}
