import {
  defined,
  type Evidence,
  type Finding,
  type PackageRef,
  type Risk,
  type SeenInUse,
  type Usage,
  usageText,
  useWord,
} from '../../core/index.ts';
import type { InUseEvidence, InUsePackage } from '../../records/index.ts';

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
  const observedFor = observations.reduce((sum, { observation }) => sum + observation.observedFor, 0);
  const limits = [...new Set(observations.flatMap((one) => one.limits))];
  const unseen: Usage = { state: 'not-seen', observedFor, limits };
  return findings.map((finding) => {
    if (finding.kind !== 'vulnerability' || finding.package === undefined) return finding;
    const seen = used.get(finding.package.purl);
    const usage = seen === undefined ? unseen : usageOf(seen);
    const evidence = [...finding.evidence, evidenceOf(usage, finding.package)];
    const ranked = { ...finding, usage, evidence };
    return usage.state === 'in-use' ? { ...ranked, risk: raised(finding.risk, usage, finding.package.name) } : ranked;
  });
}

const rank = ({ strongest }: InUsePackage): number => ['exec', 'map', 'open'].indexOf(strongest);

function usageOf({ strongest, last, files: [file] }: InUsePackage): SeenInUse {
  return { state: 'in-use', as: strongest, last, ...defined({ file }) };
}

function evidenceOf(usage: Usage, found: PackageRef): Evidence {
  return {
    kind: 'observation',
    statement: usageText(usage, found),
    ...(usage.state === 'in-use' ? { observed: usage.as } : {}),
    source: 'ledger, in-use',
  };
}

/** A quarter of what is missing to 100: what is used comes before its like that is not, and the order among the used stays. */
function raised(risk: Risk, usage: SeenInUse, name: string): Risk {
  const factor = {
    name: 'in use',
    effect: '+ a quarter of what is missing to 100',
    why: `${name} ${useWord(usage)}`,
  };
  return { score: risk.score + (100 - risk.score) / 4, factors: [...risk.factors, factor] };
}
