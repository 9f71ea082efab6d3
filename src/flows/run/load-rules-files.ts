import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { decodeText } from '../../foundations/languages/falco/index.ts';
import {
  builtInPlugins,
  type LoadedRules,
  type LoadOptions,
  loadRules,
  needsPlugin,
  noPlugins,
  problemText,
  type RulesFile,
} from '../../phases/4-run/index.ts';
import { rulesFilesOf } from '../rules/rules-paths.ts';

const maxRulesBytes = 16 * 1024 * 1024;
const byteOrderMark = '\ufeff';

/** Rules files that load, and what is odd in them. */
export interface RulesToUse {
  readonly loaded: LoadedRules;
  readonly warnings: readonly string[];
}

/** The texts of rules files, those of folders in their place. Throws `E_TARGET_NOT_FOUND`. */
export function readRulesFiles(paths: readonly string[]): readonly RulesFile[] {
  return rulesFilesOf(paths).map((path) => {
    const bytes = readFileBytes(path, maxRulesBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    return { name: path, text: textOf(bytes, path) };
  });
}

/** A byte that is no text would be compared as another one, so no rule is made of it. Throws `E_FORMAT` and says where it stands. */
function textOf(bytes: Uint8Array, path: string): string {
  const text = decodeText(bytes);
  const at = text.search(/[\udc80-\udcff]/u);
  if (at < 0) return text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const before = text.slice(0, at);
  const offset = Buffer.byteLength(before);
  const line = before.split('\n').length;
  throw new SeaworthyError('E_FORMAT', 'a rules file is not UTF-8', {
    where: `${path}:${line}`,
    why: `byte ${offset} of the file (0x${bytes[offset]?.toString(16)}) is no part of a character`,
    next: 'Save the file as UTF-8; in a condition, write such a byte as "\\xNN".',
  });
}

/** What whoever needs a plug-in must know, in one sentence. */
export const withoutPlugins = (): string =>
  `${noPlugins}; built in is what these give: ${Object.keys(builtInPlugins).join(', ')}`;

/**
 * Loads rules files (or folders of them) in the order given, as Falco does. Throws `E_TARGET_NOT_FOUND` for a file that is not there, and `E_FORMAT` with the first error
 * when a file does not load: half a set of rules would be silent where the other half would speak.
 */
export async function loadRulesFiles(paths: readonly string[], options: LoadOptions = {}): Promise<RulesToUse> {
  const loaded = await loadRules(readRulesFiles(paths), options);
  const [first] = loaded.errors;
  if (!loaded.successful) {
    const more = loaded.errors.length > 1 ? ` (and ${loaded.errors.length - 1} more errors)` : '';
    throw new SeaworthyError('E_FORMAT', `the rules do not load${more}`, {
      ...(first ? { where: `${first.file}:${first.line}:${first.column}`, why: problemText(first) } : {}),
      next: first !== undefined && needsPlugin(first) ? `${withoutPlugins()}.` : 'Mend the file, or leave it out.',
    });
  }
  return { loaded, warnings: loaded.warnings.map(problemText) };
}
