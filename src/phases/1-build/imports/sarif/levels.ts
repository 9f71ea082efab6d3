import { type Severity, severityFromScore, severityFromWord } from '../../../../core/index.ts';
import { at as inside, textAt, wordAt } from '../words.ts';

/** Levels of a result (SARIF 2.1.0 §3.27.10). `none` says that it is neither good nor bad. */
const levels: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'negligible',
  none: 'unknown',
};

/** How bad a result is, and the word of the report that says so. */
export interface SarifSeverity {
  readonly severity: Severity;
  readonly word: string;
}

/**
 * `security-severity` counts before the level, as GitHub reads it: a score of CVSS, in some tools a word. `set` is what the user of the tool set for the rule;
 * without any word it is a warning, as the standard says.
 */
export function severityOfResult(result: unknown, rule: unknown, set: string | undefined): SarifSeverity {
  for (const one of [result, rule]) {
    const given = wordAt(inside(one, 'properties'), 'security-severity');
    const severity = given === undefined ? undefined : severityOfText(given);
    if (given !== undefined && severity !== undefined) return { severity, word: given };
  }
  const level = textAt(result, 'level') ?? set ?? textAt(rule, 'defaultConfiguration', 'level') ?? 'warning';
  return { severity: Object.hasOwn(levels, level) ? (levels[level] ?? 'unknown') : 'unknown', word: level };
}

function severityOfText(text: string): Severity | undefined {
  const score = Number(text);
  if (text.trim() !== '' && score >= 0 && score <= 10) return severityFromScore(score);
  if (/^info(?:rmational)?$/i.test(text.trim())) return 'negligible';
  const word = severityFromWord(text);
  return word === 'unknown' ? undefined : word;
}
