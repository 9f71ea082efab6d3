import { type Finding, packageOf, setAsideBy } from '../../src/core/index.ts';
import type { Label } from './labels.ts';

/** How well one kind of packages is judged. */
export interface Quality {
  readonly type: Label['type'];
  /** Labelled right and told; labelled right and not told; told and labelled wrong, or by nobody. */
  readonly told: number;
  readonly missed: number;
  readonly false: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** What is not as labelled, in words. */
  readonly differences: readonly string[];
}

const distributions: ReadonlySet<string> = new Set(['rpm', 'deb', 'apk']);
const typeOf = (type: string): Label['type'] => (distributions.has(type) ? (type as Label['type']) : 'language');

/** What is told of packages and not set aside, `package flaw` a line each, by kind of packages. */
function rowsOf(findings: readonly Finding[], now: Date): ReadonlyMap<Label['type'], ReadonlySet<string>> {
  const rows = new Map<Label['type'], Set<string>>();
  for (const finding of findings) {
    const found = packageOf(finding);
    if (found === undefined || setAsideBy(finding, now) !== undefined) continue;
    const own = rows.get(typeOf(found.type)) ?? new Set();
    rows.set(typeOf(found.type), own.add(`${found.name} ${finding.id}`));
  }
  return rows;
}

/** Precision, recall and F1 of what is told, held against labels. What is told and has no label is false: who made the images up has labelled all that is true. */
export function qualityOf(labels: readonly Label[], findings: readonly Finding[], now: Date): readonly Quality[] {
  const rows = rowsOf(findings, now);
  return [...new Set([...labels.map(({ type }) => type), ...rows.keys()])].map((type) => {
    const own = labels.filter((label) => label.type === type);
    const is = rows.get(type) ?? new Set<string>();
    const lineOf = (label: Label): string => `${label.package} ${label.flaw}`;
    const right = new Set(own.filter(({ has }) => has).map(lineOf));
    const missed = own.filter((label) => label.has && !is.has(lineOf(label)));
    const falsely = [...is].filter((line) => !right.has(line));
    const told = right.size - missed.length;
    const whyOf = (line: string): string => own.find((label) => lineOf(label) === line)?.why ?? 'nobody labelled it';
    return {
      type,
      told,
      missed: missed.length,
      false: falsely.length,
      precision: told + falsely.length === 0 ? 0 : told / (told + falsely.length),
      recall: right.size === 0 ? 0 : told / right.size,
      f1: (2 * told) / (2 * told + missed.length + falsely.length || 1),
      differences: [
        ...missed.map((label) => `${type}: missing ${lineOf(label)} (${label.why})`),
        ...falsely.map((line) => `${type}: told ${line} (${whyOf(line)})`),
      ],
    };
  });
}

/** Least F1 of each kind: what it is today. A change that lowers one is looked at before it lands. */
export const leastF1: Readonly<Record<Label['type'], number>> = { rpm: 1, deb: 0.9, apk: 1, language: 1 };

/** What falls below the least, a line each; empty when nothing does. */
export const fallen = (qualities: readonly Quality[]): readonly string[] =>
  Object.entries(leastF1).flatMap(([type, least]) => {
    const own = qualities.find((one) => one.type === type);
    if (own !== undefined && own.f1 >= least) return [];
    return [`${type}: F1 ${own?.f1.toFixed(3) ?? 'of nothing'}, at least ${least}`, ...(own?.differences ?? [])];
  });
