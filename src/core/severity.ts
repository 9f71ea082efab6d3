/** How bad a finding is, least first. `unknown` is a statement of its own ("nobody has said"), never "harmless". */
export const severities = ['unknown', 'negligible', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** Negative when `a` is less severe than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** The word a source uses for a severity, in ours; `unknown` for a word that means nothing to us. */
export function severityFromWord(word: string): Severity {
  const lower = word.trim().toLowerCase();
  if (lower === 'moderate') return 'medium';
  if (lower === 'important') return 'high';
  if (lower === 'unimportant' || lower === 'none') return 'negligible';
  return severities.find((severity) => severity === lower) ?? 'unknown';
}

/** The qualitative rating of a CVSS base score (CVSS v3.1 and v4.0, "Qualitative Severity Rating Scale"). */
export function severityFromScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  if (score > 0) return 'low';
  return 'negligible';
}
