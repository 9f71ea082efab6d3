import {
  type Bringer,
  exploitationOf,
  type Finding,
  type FindingKind,
  type Fix,
  offeredText,
  offeredVersions,
  packageOf,
  percent,
  type Severity,
} from '../../core/index.ts';

/** A sign of its own for every severity, so that nothing rests on colour: fuller is worse. */
export const severityMark: Readonly<Record<Severity, string>> = {
  critical: '◆',
  high: '▲',
  medium: '●',
  low: '○',
  negligible: '·',
  unknown: '?',
};

/** Worst first; `unknown` before the harmless ones, since nobody has said that it is harmless. */
export const severityOrder = [
  'critical',
  'high',
  'medium',
  'unknown',
  'low',
  'negligible',
] as const satisfies Severity[];

/** State of a fix, in a few letters. */
export const fixWord: Readonly<Record<Fix['state'], string>> = {
  fixed: 'fixed',
  unfixed: 'no fix yet',
  'wont-fix': "won't fix",
  'end-of-life': 'end of life',
  unknown: 'undecided',
  remedy: 'remedy known',
};

/** Who brought a finding. */
export const bringerWord: Readonly<Record<Bringer, string>> = { base: 'base image', yours: 'yours' };

/** Kinds as a heading. */
export const kindWord: Readonly<Record<FindingKind, string>> = {
  vulnerability: 'Vulnerability',
  malware: 'Malware',
  secret: 'Secret',
  misconfiguration: 'Misconfiguration',
  weakness: 'Weakness',
  licence: 'Licence',
  signature: 'Signature',
  policy: 'Policy',
  runtime: 'Run time',
};

/** EPSS in short; empty when nothing is known. */
export function epssText(finding: Finding): string {
  const { epss } = exploitationOf(finding);
  return epss === undefined ? '' : percent(epss.probability);
}

/** Versions that fix it and that people are sent to, else the word for the state. */
export function fixText(finding: Finding): string {
  const { fix } = finding;
  if (fix.state !== 'fixed') return fixWord[fix.state];
  return offeredVersions(fix.versions, packageOf(finding)?.version).map(offeredText).join(', ');
}
