import {
  count,
  defined,
  type Finding,
  holds,
  type Problem,
  type Report,
  type Suppression,
  setAsideBy,
  someOf,
} from '../../../core/index.ts';
import { idsOf } from './ids.ts';
import type { About, ExceptionFile, ExceptionRule } from './rule.ts';

/** What became of the findings, and what is to be said of the rules: which were over, which set nothing aside, which were not applied. */
export interface Excepted {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Rules of one file that are named in one remark. */
const mostNamed = 5;

interface Sorted {
  readonly file: ExceptionFile;
  readonly rules: readonly ExceptionRule[];
  readonly byId: ReadonlyMap<string, readonly ExceptionRule[]>;
  /** Rules that name no id. */
  readonly others: readonly ExceptionRule[];
}

/**
 * Sets findings aside by the rules of files, the first that fits counting; what is set aside already stays so. Nothing is taken away: a finding says by whose
 * word it is set aside. Pure. `now` is the time of the report.
 */
export function applyExceptions(
  { findings, subject, packages, distribution }: Pick<Report, 'findings' | 'subject' | 'packages' | 'distribution'>,
  files: readonly ExceptionFile[],
  now: Date,
): Excepted {
  const about: About = {
    subject,
    packages: new Map(packages.map((one) => [one.id, one])),
    ...defined({ distribution }),
  };
  const sorted = files.map((file) => sort(file, about));
  const used = new Set<ExceptionRule>();
  const marked = findings.map((finding): Finding => {
    const fitting = sorted.flatMap((one) => fittingRules(finding, one, about).map((rule) => ({ rule, ...one })));
    for (const { rule } of fitting) used.add(rule);
    const first = fitting.find(({ rule }) => holds(rule, now));
    if (first === undefined || setAsideBy(finding, now) !== undefined) return finding;
    return { ...finding, suppression: suppressionOf(first.rule, first.file) };
  });
  return { findings: marked, problems: sorted.flatMap((one) => remarks(one, used, now)) };
}

function sort(file: ExceptionFile, { subject }: About): Sorted {
  const rules = file.rules.filter(({ isHere }) => isHere?.(subject) ?? true);
  const byId = new Map<string, ExceptionRule[]>();
  for (const rule of rules)
    for (const id of rule.ids ?? []) {
      const same = byId.get(id);
      if (same === undefined) byId.set(id, [rule]);
      else same.push(rule);
    }
  return { file, rules, byId, others: rules.filter(({ ids }) => ids === undefined) };
}

function fittingRules(finding: Finding, { byId, others }: Sorted, about: About): readonly ExceptionRule[] {
  const named = idsOf(finding).flatMap((id) => byId.get(id) ?? []);
  const open = others.filter(({ conditions }) => conditions.length > 0);
  return [...new Set([...named, ...open])].filter(({ conditions }) => conditions.every((one) => one(finding, about)));
}

function suppressionOf({ by, reason, until, statement }: ExceptionRule, { name }: ExceptionFile): Suppression {
  return { by, reason, ...defined({ until }), source: { kind: 'exceptions', name, statement } };
}

/** What is to be said of the rules of one file, a sentence for each sort. */
function remarks({ file, rules }: Sorted, used: ReadonlySet<ExceptionRule>, now: Date): readonly Problem[] {
  const over = rules.filter((rule) => !holds(rule, now));
  const idle = rules.filter((rule) => !used.has(rule) && !over.includes(rule));
  const name = (rule: ExceptionRule): string =>
    rule.ids?.length === 1 ? `${rule.statement} ${rule.ids[0]}` : rule.statement;
  const tell = (some: readonly ExceptionRule[], one: string, several: string): readonly Problem[] =>
    some.length === 0
      ? []
      : [note(file, `${count(some.length, `rule ${one}`, `rules ${several}`)}: ${someOf(some.map(name), mostNamed)}`)];
  return [
    ...file.leftOut.map(({ statement, why }) => note(file, `${statement} is not applied: ${why}`)),
    ...tell(
      over.filter((rule) => used.has(rule)),
      'is over, so that what it set aside counts again',
      'are over, so that what they set aside counts again',
    ),
    ...tell(
      over.filter((rule) => !used.has(rule)),
      'is over, and about nothing here',
      'are over, and about nothing here',
    ),
    ...tell(idle, 'sets nothing aside here', 'set nothing aside here'),
  ];
}

const note = ({ name }: ExceptionFile, message: string): Problem => ({
  code: 'E_USAGE',
  message,
  where: name,
  part: 'exceptions',
  incomplete: false,
});
