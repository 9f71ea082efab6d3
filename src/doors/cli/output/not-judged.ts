import type { FindingKind } from '../../../core/index.ts';

/** What a threshold could not be held against. */
export interface NotJudged {
  /** Findings of which too little is known. */
  readonly findings: number;
  /** What is not known of them, as conditions name it. */
  readonly facts: readonly string[];
  /** Kinds of findings that nobody looked for. */
  readonly kinds: readonly FindingKind[];
}

const plural = (kind: FindingKind): string => (kind === 'vulnerability' ? 'vulnerabilities' : `${kind}s`);

/** In one line for people, without the way out; undefined when nothing was left open. */
export function notJudgedText({ findings, facts, kinds }: NotJudged, limits: string): string | undefined {
  const many = findings === 1 ? '1 finding' : `${findings} findings`;
  const parts = [
    ...(findings === 0 ? [] : [`${many} could not be judged by --fail-on ${limits} (not known: ${facts.join(', ')})`]),
    ...kinds.map((kind) => `nobody looked for ${plural(kind)}`),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** What to write to let such findings pass, or to count them. */
export function waysOut({ facts }: NotJudged): string {
  const [first] = facts;
  if (first === undefined) return '--allow-partial accepts it';
  const word = (fact: string): string => (fact === 'severity' ? 'unknown' : `${fact}=unknown`);
  const pass = facts.map((fact) => `,!${word(fact)}`).join('');
  return `add ${pass} to the conditions to let them pass, --fail-on ${word(first)} to count them; --allow-partial accepts it`;
}
