import { type Advisory, type CvssRating, type Severity, severityFromScore } from '../../../../core/index.ts';

/** A severity and whose word it is. */
export interface RatedSeverity {
  readonly level: Severity;
  readonly source: string;
}

/** CVSS 2 vectors have no prefix; 3.0, 3.1 and 4.0 say it (CVSS v3.1 §6, v4.0 §7). */
function cvssVersion(rating: CvssRating): number {
  const found = /^CVSS:([0-9])\.([0-9])\//.exec(rating.vector);
  return found ? Number(`${found[1]}.${found[2]}`) : 2;
}

/** Of one record's ratings the one that counts: the newest CVSS version, there the highest score. */
function leadingRating(ratings: readonly CvssRating[]): CvssRating | undefined {
  return [...ratings].sort((a, b) => cvssVersion(b) - cvssVersion(a) || b.score - a.score)[0];
}

/**
 * How bad, by the first that says so. `advisories` come in the order in which their word counts. A word beats a number: the vendor's own
 * rating knows how the package is built and used there (a flaw that Debian calls unimportant stays so whatever its CVSS score). Only when
 * nobody gives a word, the first CVSS rating counts. When nobody says anything it is `unknown`, which is not "harmless".
 */
export function chooseSeverity(advisories: readonly Advisory[]): RatedSeverity {
  for (const { severity } of advisories) {
    if (severity && severity.level !== 'unknown') return severity;
  }
  for (const { cvss } of advisories) {
    const rating = leadingRating(cvss);
    if (rating) return { level: severityFromScore(rating.score), source: `${rating.source} (CVSS)` };
  }
  return { level: 'unknown', source: 'nobody' };
}

/** The ratings of all, each once. */
export function mergeCvss(advisories: readonly Advisory[]): CvssRating[] {
  const merged = new Map<string, CvssRating>();
  for (const { cvss } of advisories) {
    for (const rating of cvss) {
      const key = `${rating.source}\n${rating.vector}`;
      if (!merged.has(key)) merged.set(key, rating);
    }
  }
  return [...merged.values()];
}
