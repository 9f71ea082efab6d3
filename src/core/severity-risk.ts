import type { Risk } from './finding.ts';
import type { FindingKind } from './finding-kind.ts';
import type { Severity } from './severity.ts';

type Scale = Readonly<Record<Severity, number>>;

/** What is written badly is no flaw that somebody can use from outside by itself. */
const written: Scale = { critical: 60, high: 35, medium: 15, low: 5, negligible: 1, unknown: 5 };

/** Somebody may come to it from outside, and nobody has said how likely that is. */
const inCode: Scale = { critical: 80, high: 60, medium: 30, low: 8, negligible: 1, unknown: 20 };

/** A secret is used as soon as it is found. */
const secret: Scale = { critical: 95, high: 75, medium: 40, low: 8, negligible: 1, unknown: 8 };

/** Whoever made it means harm, and it is there. */
const harmful: Scale = { critical: 98, high: 80, medium: 50, low: 20, negligible: 5, unknown: 98 };

/** It has happened. */
const happened: Scale = { critical: 90, high: 70, medium: 45, low: 20, negligible: 5, unknown: 0 };

/** How bad findings are by their severity, 0 to 100, where nothing else is known of them. Of flaws more is known: their feeds rate them. */
const scales: Readonly<Record<Exclude<FindingKind, 'vulnerability'>, Scale>> = {
  malware: harmful,
  misconfiguration: written,
  weakness: inCode,
  licence: written,
  signature: written,
  policy: written,
  secret,
  runtime: happened,
};

/** The risk of a finding of which nothing but its severity is known; `why` says whose word that is. */
export function severityRisk(
  kind: Exclude<FindingKind, 'vulnerability'>,
  severity: Severity,
  why: string,
  name = 'severity',
): Risk {
  const score = scales[kind][severity];
  return { score, factors: [{ name, effect: String(score), why }] };
}
