import {
  count,
  dayOf,
  defined,
  type Evidence,
  type Finding,
  type Inventory,
  packageOf,
  type StatedVex,
  type Suppression,
  setAsideBy,
} from '../../../../core/index.ts';
import { Fitting } from './fit-statement.ts';
import { judgeVex, type Passed, type Said, Statements, type Verdict, type VexSource } from './judge.ts';
import type { LookedAt } from './looked-at.ts';
import { statusText } from './statement.ts';

/** What is judged again in the light of statements. */
export interface Applied {
  /** In their order; those that a statement sets aside say so, and those of whose flaw any statement speaks have it in their evidence. */
  readonly findings: readonly Finding[];
  /** Findings that were set aside. */
  readonly setAside: number;
  /** Statements that decided something, and of how many that count. */
  readonly used: number;
  readonly statements: number;
}

/** Statements that are told with one finding which do not decide it. */
const mostTold = 5;

/**
 * Findings in the light of VEX statements. One that says `not_affected` or `fixed` of a flaw in this very package sets the finding aside: it stays, with whose
 * word it is. Nothing is ever left out, and a finding that somebody has set aside already stays as it is. Pure.
 */
export function applyVex(
  findings: readonly Finding[],
  inventory: Pick<Inventory, 'packages'>,
  at: LookedAt,
  sources: readonly VexSource[],
  now: Date,
): Applied {
  const statements = new Statements(sources);
  const fitting = new Fitting(inventory, at);
  const packages = new Map(inventory.packages.map((one) => [one.id, one]));
  const used = new Set<unknown>();
  let setAside = 0;
  const judged = findings.map((finding): Finding => {
    const found = packages.get(packageOf(finding)?.id ?? '');
    if (finding.kind !== 'vulnerability' || found === undefined) return finding;
    const verdict = judgeVex(statements, fitting, { ids: [finding.id, ...finding.aliases], found, now });
    const evidence = evidenceOf(verdict);
    if (evidence.length === 0) return finding;
    const told = { ...finding, evidence: [...finding.evidence, ...evidence] };
    if (verdict.said === undefined) return told;
    used.add(verdict.said.statement);
    const { status } = verdict.said.statement;
    if ((status !== 'not_affected' && status !== 'fixed') || setAsideBy(finding, now) !== undefined) return told;
    setAside++;
    return { ...told, suppression: suppressionOf(verdict.said, status) };
  });
  const counted = sources.filter(({ notBelieved }) => notBelieved === undefined);
  return {
    findings: judged,
    setAside,
    used: used.size,
    statements: counted.reduce((sum, { document }) => sum + document.statements.length, 0),
  };
}

const longestReason = 2_000;
const longestName = 200;

/** So much of a text that anybody can have written, and no half characters: a ledger takes none, and one would keep all of a result from being recorded. */
const plain = (text: string, most: number): string => text.slice(0, most).toWellFormed();

function suppressionOf({ source, statement }: Said, status: StatedVex['status']): Suppression {
  const { justification, detail, place, time } = statement;
  const stated = {
    justification: justification && plain(justification, longestName),
    detail: detail && plain(detail, longestReason),
    time: time && plain(time, longestName),
  };
  const why = [justification?.replaceAll('_', ' '), detail].filter(Boolean).join(': ');
  const when = time === undefined ? '' : `, ${dayOf(time)}`;
  return {
    by: plain(source.document.author, longestName),
    reason: plain([statusText[status], why].filter(Boolean).join(', '), longestReason),
    source: {
      kind: 'vex',
      name: source.where,
      statement: `${place} (${status}${when})`,
      vex: { status, ...defined(stated) },
    },
  };
}

function evidenceOf({ said, passed }: Verdict): readonly Evidence[] {
  const told = passed.slice(0, mostTold).map(passedStep);
  const more = passed.length - told.length;
  const rest: readonly Evidence[] =
    more > 0
      ? [
          {
            kind: 'context',
            statement: `${count(more, 'more VEX statement')} about this flaw ${more === 1 ? 'does' : 'do'} not decide.`,
          },
        ]
      : [];
  return [...(said === undefined ? [] : [saidStep(said)]), ...told, ...rest];
}

function whatIsSaid({ source, statement }: Said): string {
  const { status, justification, time } = statement;
  const reason = justification === undefined ? '' : ` (${plain(justification, longestName)})`;
  const when = time === undefined ? '' : ` on ${dayOf(time)}`;
  return `${statement.place} of ${source.where}, by ${plain(source.document.author, longestName)}${when}, says ${status}${reason}`;
}

function saidStep(said: Said): Evidence {
  const { detail, status } = said.statement;
  const more = detail === undefined ? '' : `: ${plain(detail, longestReason)}`;
  return {
    kind: 'record',
    statement: `VEX: ${whatIsSaid(said)}${more}`,
    observed: status,
    source: said.source.where,
  };
}

function passedStep(passed: Passed): Evidence {
  return {
    kind: 'comparison',
    statement: `VEX: ${whatIsSaid(passed)}, which does not count here: ${plain(passed.why, longestReason)}.`,
    source: passed.source.where,
  };
}
