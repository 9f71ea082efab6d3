import { findingIdOfRule, severityOfPriority } from '../../phases/4-run/index.ts';
import { loadRulesFiles } from '../run/load-rules-files.ts';
import type { HandbookEntry } from './handbook.ts';

/** Longest condition that is shown; `rules describe` has all of it. */
const longest = 4_000;

/**
 * Entries of rules in these files that go by the name, in any case, or by the id of their findings (`runtime/terminal-shell-in-container`). Throws
 * `E_TARGET_NOT_FOUND` and `E_FORMAT` for files that cannot be loaded.
 */
export async function ruleEntries(name: string, paths: readonly string[]): Promise<readonly HandbookEntry[]> {
  if (paths.length === 0) return [];
  const { loaded } = await loadRulesFiles(paths);
  const wanted = name.trim().toLowerCase();
  return loaded.rules
    .filter((rule) => rule.name.toLowerCase() === wanted || findingIdOfRule(rule.name) === wanted)
    .map(({ name: title, description, enabled, item, output, priority, source, tags }) => {
      const { file, places } = item.context;
      const condition = item.condition.trim().replaceAll(/\s+/g, ' ');
      const macros = loaded.macros
        .map((macro) => macro.name)
        .filter((one) => new RegExp(`\\b${one}\\b`).test(condition));
      return {
        id: findingIdOfRule(title),
        sort: `Rule of Falco about events of ${source}${enabled ? '' : ', off'} (${file}:${places.at(-1)?.line ?? 1})`,
        title,
        why: description.trim().replaceAll(/\s+/g, ' '),
        severity: severityOfPriority[priority],
        remedy: 'Look at the process and what started it, or at who asked; the rule says why it matters.',
        more: [
          { heading: 'What it looks for', text: condition.slice(0, longest) },
          ...(macros.length === 0 ? [] : [{ heading: 'Macros in it', text: macros.join(', ') }]),
          { heading: 'What it tells', text: output },
          { heading: 'Priority and tags', text: [priority, ...tags].join(', ') },
        ],
        references: [],
        aliases: [],
      };
    });
}
