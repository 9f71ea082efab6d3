import { type Evidence, type Finding, type Risk, shortSpan } from '../../core/index.ts';
import type { InUseEvidence, InUsePackage } from '../../phases/4-run/index.ts';

/** How a package was used, for people. */
const usedAs: Readonly<Record<InUsePackage['strongest'], string>> = {
  exec: 'was run',
  map: 'was loaded as code',
  open: 'was opened',
};

/**
 * Findings with what was seen of their packages at run time: a package seen in use is riskier, one not seen stays what it is. That something was not
 * seen for a while is said, and is no proof of anything: the risk never falls by it. Pure.
 */
export function rankByUse(findings: readonly Finding[], observations: readonly InUseEvidence[]): readonly Finding[] {
  if (observations.length === 0) return findings;
  const used = new Map<string, InUsePackage>();
  for (const { packages } of observations) {
    for (const one of packages) {
      const before = used.get(one.purl);
      if (!before || rank(one) < rank(before) || one.last > before.last) used.set(one.purl, one);
    }
  }
  const watched = observations.reduce((sum, { observation }) => sum + observation.observedFor, 0);
  const limits = [...new Set(observations.flatMap((one) => one.limits))];
  return findings.map((finding) => {
    if (finding.kind !== 'vulnerability' || finding.package === undefined) return finding;
    const seen = used.get(finding.package.purl);
    const observation = seen ? seenEvidence(seen) : unseenEvidence(watched, limits);
    const evidence = [...finding.evidence, observation];
    return seen ? { ...finding, evidence, risk: raised(finding.risk, seen) } : { ...finding, evidence };
  });
}

const rank = ({ strongest }: InUsePackage): number => ['exec', 'map', 'open'].indexOf(strongest);

function seenEvidence(seen: InUsePackage): Evidence {
  const file = seen.files[0] === undefined ? '' : `, for instance ${seen.files[0]}`;
  const statement = `Seen in use: ${seen.name} ${seen.version} ${usedAs[seen.strongest]}${file}; last on ${seen.last.slice(0, 10)}.`;
  return { kind: 'observation', statement, observed: seen.strongest, source: 'ledger, in-use' };
}

function unseenEvidence(milliseconds: number, limits: readonly string[]): Evidence {
  const lost = limits.length === 0 ? '' : ` (${limits.join('; ')})`;
  return {
    kind: 'observation',
    statement: `Not seen in use in ${shortSpan(milliseconds)} of observation${lost}: that is no proof that it is not used.`,
    source: 'ledger, in-use',
  };
}

/** A quarter of what is missing to 100: what is used comes before its like that is not, and the order among the used stays. */
function raised(risk: Risk, seen: InUsePackage): Risk {
  const factor = {
    name: 'in use',
    effect: '+ a quarter of what is missing to 100',
    why: `${seen.name} ${usedAs[seen.strongest]}`,
  };
  return { score: risk.score + (100 - risk.score) / 4, factors: [...risk.factors, factor] };
}
