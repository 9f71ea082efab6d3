import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { compileRules, type EngineOptions, loadRules, problemText, type RuleEngine } from '../../phases/4-run/index.ts';

const maxRulesBytes = 16 * 1024 * 1024;

/** Rules, ready to judge events, and what is odd in their files. */
export interface LoadedEngine {
  readonly engine: RuleEngine;
  readonly warnings: readonly string[];
}

/**
 * Loads rules files in the order given, as Falco does. Throws `E_TARGET_NOT_FOUND` for a file that is not there, and `E_FORMAT` with the first error
 * when a file does not load: half a set of rules would be silent where the other half would speak.
 */
export async function loadEngine(paths: readonly string[], options: EngineOptions = {}): Promise<LoadedEngine> {
  const files = paths.map((path) => {
    const bytes = readFileBytes(path, maxRulesBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    return { name: path, text: new TextDecoder().decode(bytes) };
  });
  const loaded = await loadRules(files);
  const [first] = loaded.errors;
  if (!loaded.successful) {
    const more = loaded.errors.length > 1 ? ` (and ${loaded.errors.length - 1} more errors)` : '';
    throw new SeaworthyError('E_FORMAT', `the rules do not load${more}`, {
      ...(first ? { where: `${first.file}:${first.line}:${first.column}`, why: problemText(first) } : {}),
      next: 'Mend the file, or leave it out.',
    });
  }
  return { engine: compileRules(loaded, options), warnings: loaded.warnings.map(problemText) };
}
