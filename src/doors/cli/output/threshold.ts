import {
  type Coverage,
  cvssOf,
  exploitationOf,
  type Finding,
  type FindingKind,
  isExploited,
  isFixable,
  type Severity,
  setAsideBy,
} from '../../../core/index.ts';

/** What a scan had to judge by: a finding is on no list of exploited ones only where there was a list. */
export type Basis = Pick<Coverage, 'lookedFor' | 'sources'>;

/** Whether a finding meets a condition; undefined when too little is known of it. */
type Answer = boolean | undefined;

/** One condition of `--fail-on`, and its text for messages. */
export interface Condition {
  readonly text: string;
  /** What it asks about, as conditions name it. */
  readonly about: string;
  /** The only kind of finding that can meet it, where there is one. */
  readonly kind?: FindingKind;
  holds(finding: Finding, basis: Basis): Answer;
  /** Whether it holds for a package that nobody could judge, which may have any flaw. Absent: nobody can say. */
  readonly ofUnjudged?: boolean;
}

/** All of them must hold. */
export type Conditions = readonly Condition[];

/** The conditions of all lists, as they were written. */
export const limitsText = (lists: readonly Conditions[]): string =>
  lists.map((list) => list.map(({ text }) => text).join(',')).join(' or ');

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

type Measure = (finding: Finding, basis: Basis) => number | undefined;

/** What can be measured about a finding; undefined when nobody has stated it. */
const measures: Readonly<Record<string, { readonly most: number; readonly of: Measure }>> = {
  risk: { most: 100, of: (finding) => finding.risk.score },
  epss: { most: 1, of: (finding) => exploitationOf(finding).epss?.probability },
  cvss: {
    most: 10,
    of(finding) {
      const cvss = cvssOf(finding);
      return cvss.length > 0 ? Math.max(...cvss.map(({ score }) => score)) : undefined;
    },
  },
};

/** Facts about a finding; undefined when nobody has stated it. */
const facts: Readonly<Record<string, Condition['holds']>> = {
  fixable: ({ fix }) => isFixable(fix),
  exploited(finding, { sources }) {
    if (isExploited(finding)) return true;
    const asked = finding.kind !== 'vulnerability' || sources.some(({ tells }) => tells === 'exploited');
    return asked ? false : undefined;
  },
};

const grammar = /^(!?)\s*([a-z]+)\s*(?:(>=|<=|>|<|=)\s*([a-z0-9.]+))?$/;

/** Reads `severity>=high,fixable`. Throws an `Error` that says what is expected. */
export function parseConditions(text: string): Conditions {
  const conditions = text.split(',').map((part) => parseCondition(part.trim()));
  const kinds = new Set(conditions.flatMap((condition) => condition.kind ?? []));
  if (kinds.size > 1)
    throw new Error(`conditions that one finding can meet: ${[...kinds].join(' and ')} exclude each other`);
  return conditions;
}

function parseCondition(text: string): Condition {
  const [, not = '', name = '', operator, value = ''] = grammar.exec(text) ?? [];
  const found = meaning(name, operator as Operator | undefined, value);
  if (!found) throw new Error('conditions such as severity>=high,fixable (see `seaworthy help fail-on`)');
  if (not === '') return { text, ...found };
  const { about, holds, ofUnjudged } = found;
  return {
    text,
    about,
    holds: (finding, basis) => opposite(holds(finding, basis)),
    ...(ofUnjudged === undefined ? {} : { ofUnjudged: !ofUnjudged }),
  };
}

const opposite = (answer: Answer): Answer => (answer === undefined ? undefined : !answer);

type Meaning = Omit<Condition, 'text'>;

function meaning(name: string, operator: Operator | undefined, value: string): Meaning | undefined {
  if (operator === undefined) return word(name);
  if (value === 'unknown' && name !== 'severity') return notStated(name, operator);
  if (name === 'severity') return severity(operator, value);
  if (name === 'kind') return kind(operator, value);
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  const wanted = Number(value);
  if (!measure || !/^\d{1,3}(?:\.\d{1,6})?$/.test(value) || wanted > measure.most) return undefined;
  return {
    about: name,
    holds(finding, basis) {
      const actual = measure.of(finding, basis);
      if (actual !== undefined) return compare[operator](actual, wanted);
      // Only flaws are scored: of anything else nothing is missing.
      return finding.kind === 'vulnerability' ? undefined : false;
    },
  };
}

/** `fixable`, `high`, `unknown`: a fact, or a severity and what is worse; `unjudged` is about packages, and no finding is one. */
function word(name: string): Meaning | undefined {
  if (name === 'unjudged') return { about: name, holds: () => false, ofUnjudged: true };
  const holds = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (holds === undefined) return severity(name === 'unknown' ? '=' : '>=', name);
  // Only flaws have versions without them: of a report in which nobody looked for any it says nothing.
  return { about: name, ...(name === 'fixable' ? { kind: 'vulnerability' } : {}), holds };
}

/** `epss=unknown`: nobody has stated it. */
function notStated(name: string, operator: Operator): Meaning | undefined {
  const stated = Object.hasOwn(measures, name)
    ? measures[name]?.of
    : Object.hasOwn(facts, name)
      ? facts[name]
      : undefined;
  if (operator !== '=' || stated === undefined) return undefined;
  return {
    about: name,
    holds: (finding, basis) => finding.kind === 'vulnerability' && stated(finding, basis) === undefined,
  };
}

function severity(operator: Operator, value: string): Meaning | undefined {
  const about = 'severity';
  if (value === 'unknown')
    return operator === '=' ? { about, holds: (finding) => finding.severity === 'unknown' } : undefined;
  const wanted = order.indexOf(value as Severity);
  if (wanted < 0) return undefined;
  return {
    about,
    holds({ severity: actual }) {
      return actual === 'unknown' ? undefined : compare[operator](order.indexOf(actual), wanted);
    },
  };
}

function kind(operator: Operator, value: string): Meaning | undefined {
  const wanted = kinds.find((one) => one === value);
  if (operator !== '=' || wanted === undefined) return undefined;
  // What nobody could judge of a package are its flaws.
  const ofUnjudged = wanted === 'vulnerability';
  return { about: 'kind', kind: wanted, holds: (finding) => finding.kind === wanted, ofUnjudged };
}

/** What became of one finding: it meets a threshold, might meet one if more were known of it, or meets none. */
export type Standing = 'meets' | 'open' | 'none';

/** How a finding stands against all lists: meeting one of them is enough. One that is suppressed meets none. */
export function standing(finding: Finding, lists: readonly Conditions[], basis: Basis, now: Date): Standing {
  if (setAsideBy(finding, now) !== undefined) return 'none';
  const answers = lists.map((list) => joined(list.map((condition) => condition.holds(finding, basis))));
  if (answers.includes(true)) return 'meets';
  return answers.includes(undefined) ? 'open' : 'none';
}

/** All must hold: one that does not settles it, whatever is not known. */
function joined(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** How packages that nobody could judge stand against all lists: as a finding of which nothing is known. */
export function standingOfUnjudged(lists: readonly Conditions[]): Standing {
  const answers = lists.map((list) => joined(list.map(({ ofUnjudged }) => ofUnjudged)));
  if (answers.includes(true)) return 'meets';
  return answers.includes(undefined) ? 'open' : 'none';
}

/** What keeps findings from being judged, as conditions name it: `severity`, `epss` … */
export function openFacts(findings: readonly Finding[], lists: readonly Conditions[], basis: Basis): readonly string[] {
  const open = findings.flatMap((finding) =>
    lists
      .filter((list) => joined(list.map((condition) => condition.holds(finding, basis))) === undefined)
      .flatMap((list) => list.filter((condition) => condition.holds(finding, basis) === undefined))
      .map(({ about }) => about),
  );
  return [...new Set(open)].sort();
}

/** Kinds that a list is about and that nobody looked for: that there is none of them says nothing. */
export function kindsNotLookedFor(lists: readonly Conditions[], { lookedFor }: Basis): readonly FindingKind[] {
  const asked = lists.flat().flatMap((condition) => condition.kind ?? []);
  return [...new Set(asked)].filter((one) => !lookedFor.includes(one));
}
