import { defined, type Finding, packageOf, setAsideBy } from '../../../../core/index.ts';
import type { VexSource } from './judge.ts';

/**
 * The statements by which findings were set aside when they were judged before, each about the very package that it was about: what has been taken in stays
 * in force until a later statement says otherwise. Pure.
 */
export function statementsOf(findings: readonly Finding[], now: Date): readonly VexSource[] {
  return findings.flatMap((finding): readonly VexSource[] => {
    const { source, by } = setAsideBy(finding, now) ?? {};
    const found = packageOf(finding);
    if (source?.kind !== 'vex' || source.vex === undefined || by === undefined || found === undefined) return [];
    const { status, justification, detail, time } = source.vex;
    const statement = {
      place: (source.statement ?? 'a statement').replace(/ \([^()]*\)$/, ''),
      vulnerabilities: [finding.id, ...finding.aliases],
      products: [{ names: [{ kind: 'own', text: found.id }], subcomponents: [] }],
      status,
      ...defined({ justification, detail, time }),
    } as const;
    return [{ where: source.name, document: { format: 'VEX', author: by, statements: [statement] } }];
  });
}
