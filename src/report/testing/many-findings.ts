import type { Finding, LayerRef, Package, Report, Severity, VulnerabilityFinding } from '../../core/index.ts';
import { layers } from './sample/packages.ts';
import { sampleReport } from './sample-report.ts';

/* A report as a large image gives it: hundreds of flaws, most of them in a few packages, many of which run. */

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'];

const vulnerability = sampleReport.findings.find((finding) => finding.kind === 'vulnerability');
const [anyPackage] = sampleReport.packages;

function flaw(index: number, about: Package, layer: LayerRef): VulnerabilityFinding {
  if (vulnerability === undefined) throw new Error('the sample has no vulnerability');
  const id = `CVE-2025-${10_000 + index}`;
  return {
    ...vulnerability,
    id,
    aliases: [],
    title: `Made-up flaw ${index} of ${about.name}`,
    severity: severities[index % severities.length] ?? 'unknown',
    package: about,
    location: { kind: 'image-file', path: about.path, layer },
    risk: { score: 100 - (index % 97), factors: [] },
    exploitation: index % 5 === 0 ? { epss: { probability: (index % 100) / 100, percentile: 0.5 } } : {},
    fingerprint: index.toString(16).padStart(32, '0'),
    ...(index % 3 === 0
      ? { usage: { state: 'in-use', as: 'exec', last: '2024-05-19T08:00:00Z', file: `/usr/bin/${about.name}` } }
      : {}),
  };
}

/** As many flaws: every third in one package, the others spread over seventy. */
export function manyFindings(number: number): Report {
  if (anyPackage === undefined) throw new Error('the sample has no package');
  const packages = Array.from({ length: 71 }, (_, index): Package => {
    const name = index === 0 ? 'linux-libc-dev' : `package-${index}`;
    return { ...anyPackage, id: `pkg:deb/debian/${name}@1.${index}`, name, version: `1.${index}` };
  }).map(({ source: _none, ...each }) => each);
  const findings = Array.from({ length: number }, (_, index): Finding => {
    const about = packages[index % 3 === 0 ? 0 : 1 + (index % 70)] ?? anyPackage;
    const layer = layers[index % layers.length];
    if (layer === undefined) throw new Error('the sample has no layers');
    return flaw(index, about, layer);
  }).sort((a, b) => b.risk.score - a.risk.score);
  return { ...sampleReport, packages, findings };
}
