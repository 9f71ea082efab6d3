import { count, type FindingKind } from '../../../core/index.ts';

/** What a threshold could not be held against. */
export interface NotJudged {
  /** Findings of which too little is known. */
  readonly findings: number;
  /** What is not known of them, as conditions name it. */
  readonly facts: readonly string[];
  /** Kinds of findings that nobody looked for. */
  readonly kinds: readonly FindingKind[];
  /** Packages that nobody could judge. */
  readonly packages: number;
}

/** "1 package", "2 packages", with the verb that goes on. */
export const unjudgedPackages = (packages: number): string => `${count(packages, 'package')} could be judged by nobody`;

const plural = (kind: FindingKind): string =>
  kind === 'vulnerability'
    ? 'vulnerabilities'
    : kind === 'weakness'
      ? 'weaknesses'
      : kind === 'malware'
        ? kind
        : `${kind}s`;

/** In one line for people, without the way out; undefined when nothing was left open. */
export function notJudgedText({ findings, facts, kinds, packages }: NotJudged, limits: string): string | undefined {
  const parts = [
    ...(findings === 0
      ? []
      : [`${count(findings, 'finding')} could not be judged by --fail-on ${limits} (not known: ${facts.join(', ')})`]),
    ...(packages === 0 ? [] : [unjudgedPackages(packages)]),
    ...kinds.map((kind) => `nobody looked for ${plural(kind)}`),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** What to write to let such findings and packages pass, or to count them. */
export function waysOut({ facts, packages }: NotJudged): string {
  const words = [
    ...facts.map((fact) => (fact === 'severity' ? 'unknown' : `${fact}=unknown`)),
    ...(packages === 0 ? [] : ['unjudged']),
  ];
  const [first] = words;
  if (first === undefined) return '--allow-partial accepts it';
  const pass = words.map((word) => `,!${word}`).join('');
  return `add ${pass} to the conditions to let them pass, --fail-on ${first} to count them; --allow-partial accepts it`;
}
