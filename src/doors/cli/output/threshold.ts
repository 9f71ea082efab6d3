import type { Finding, FindingKind, Severity } from '../../../core/index.ts';

/** One condition of `--fail-on`, and its text for messages. */
export interface Condition {
  readonly text: string;
  holds(finding: Finding): boolean;
}

/** All of them must hold. */
export type Conditions = readonly Condition[];

type Operator = '>=' | '>' | '<=' | '<' | '=';

const compare: Readonly<Record<Operator, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
};

/** The order of severities; `unknown` has no place in it, because nobody has said. Named here so that help need not load more. */
const order: readonly Severity[] = ['negligible', 'low', 'medium', 'high', 'critical'];
const kinds: readonly FindingKind[] = [
  'vulnerability',
  'secret',
  'misconfiguration',
  'licence',
  'signature',
  'policy',
  'runtime',
];

/** What can be measured about a finding; undefined when nobody has stated it. */
const measures: Readonly<Record<string, { readonly most: number; of(finding: Finding): number | undefined }>> = {
  risk: { most: 100, of: (finding) => finding.risk.score },
  epss: { most: 1, of: (finding) => finding.exploitation.epss?.probability },
  cvss: {
    most: 10,
    of: (finding) => (finding.cvss.length > 0 ? Math.max(...finding.cvss.map(({ score }) => score)) : undefined),
  },
};

const facts: Readonly<Record<string, (finding: Finding) => boolean>> = {
  fixable: (finding) => finding.fix.state === 'fixed',
  exploited: (finding) => finding.exploitation.known !== undefined,
};

const grammar = /^(!?)\s*([a-z]+)\s*(?:(>=|<=|>|<|=)\s*([a-z0-9.]+))?$/;

/** Reads `severity>=high,fixable`. Throws an `Error` that says what is expected. */
export function parseConditions(text: string): Conditions {
  return text.split(',').map((part) => parseCondition(part.trim()));
}

function parseCondition(text: string): Condition {
  const [, not = '', name = '', operator, value = ''] = grammar.exec(text) ?? [];
  const holds = meaning(name, operator as Operator | undefined, value);
  if (!holds) throw new Error('conditions such as severity>=high,fixable (see `seaworthy help fail-on`)');
  return not === '' ? { text, holds } : { text, holds: (finding) => !holds(finding) };
}

function meaning(name: string, operator: Operator | undefined, value: string): Condition['holds'] | undefined {
  if (operator === undefined) return Object.hasOwn(facts, name) ? facts[name] : severity('>=', name);
  if (name === 'severity') return severity(operator, value);
  if (name === 'kind') return kind(operator, value);
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  const wanted = Number(value);
  if (!measure || !/^\d{1,3}(?:\.\d{1,6})?$/.test(value) || wanted > measure.most) return undefined;
  return (finding) => {
    const actual = measure.of(finding);
    return actual !== undefined && compare[operator](actual, wanted);
  };
}

function severity(operator: Operator, value: string): Condition['holds'] | undefined {
  if (value === 'unknown') return operator === '=' ? (finding) => finding.severity === 'unknown' : undefined;
  const wanted = order.indexOf(value as Severity);
  if (wanted < 0) return undefined;
  return (finding) => {
    const actual = order.indexOf(finding.severity);
    return actual >= 0 && compare[operator](actual, wanted);
  };
}

function kind(operator: Operator, value: string): Condition['holds'] | undefined {
  if (operator !== '=' || !kinds.some((one) => one === value)) return undefined;
  return (finding) => finding.kind === value;
}

/** The findings that break the threshold: not suppressed, and meeting every condition of one of the lists. */
export function breaking(findings: readonly Finding[], lists: readonly Conditions[], now: Date): readonly Finding[] {
  return findings.filter(
    (finding) =>
      !isSuppressed(finding, now) && lists.some((list) => list.every((condition) => condition.holds(finding))),
  );
}

/** A suppression counts to the end of the day it names. */
function isSuppressed(finding: Finding, now: Date): boolean {
  const until = finding.suppression?.until;
  if (finding.suppression === undefined) return false;
  return until === undefined || now.toISOString().slice(0, 10) <= until.slice(0, 10);
}
