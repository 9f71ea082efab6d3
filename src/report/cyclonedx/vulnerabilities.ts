import {
  type CvssRating,
  fixVersions,
  type Report,
  type Severity,
  setAsideBy,
  sourceText,
  timeOf,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import type { CyclonedxProperty } from '../../foundations/sbom/index.ts';
import { clean } from '../terminal/clean.ts';
import { homeOf, webLinks } from '../view/links.ts';
import type { Source, Vulnerability } from './types.ts';

/** Our words in those of the schema (`severity`). */
const severityWord: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  negligible: 'info',
  unknown: 'unknown',
};

/** One entry for every flaw that is told alike: packages with the same judgement share it. Only vulnerabilities are told in CycloneDX. */
export function makeVulnerabilities(report: Pick<Report, 'created' | 'findings'>): readonly Vulnerability[] {
  const now = timeOf(report);
  const about = report.findings
    .filter((finding) => finding.kind === 'vulnerability')
    .filter((finding) => finding.package !== undefined);
  const same = Map.groupBy(about, (finding) =>
    JSON.stringify([
      finding.id,
      finding.severity,
      finding.severitySource,
      finding.fix.state,
      finding.fix.advice,
      setAsideBy(finding, now),
    ]),
  );
  return [...same.values()].flatMap((group) =>
    group[0] === undefined ? [] : [makeVulnerability(group[0], group, now)],
  );
}

function makeVulnerability(
  finding: VulnerabilityFinding,
  group: readonly VulnerabilityFinding[],
  now: Date,
): Vulnerability {
  const links = webLinks(finding.references);
  const suppression = setAsideBy(finding, now);
  const stated = suppression && sourceText(suppression);
  return {
    'bom-ref': `finding:${finding.fingerprint}`,
    id: finding.id,
    source: source(finding.id),
    ...(finding.aliases.length === 0 ? {} : { references: finding.aliases.map((id) => ({ id, source: source(id) })) }),
    ratings: [
      { source: { name: clean(finding.severitySource) }, severity: severityWord[finding.severity], method: 'other' },
      ...finding.cvss.map(cvssRating),
    ],
    description: clean(finding.title),
    ...(finding.details === undefined ? {} : { detail: finding.details.toWellFormed() }),
    recommendation: clean(finding.fix.advice),
    ...(links.length === 0 ? {} : { advisories: links.map((url) => ({ url })) }),
    ...(suppression === undefined
      ? {}
      : {
          analysis: {
            detail: clean(
              `Set aside by ${suppression.by}${suppression.until === undefined ? '' : ` until ${suppression.until}`}: ${suppression.reason}${stated === undefined ? '' : ` (${stated})`}`,
            ),
          },
        }),
    affects: group.flatMap((each) =>
      each.package === undefined
        ? []
        : [
            {
              ref: each.package.id,
              versions: [
                { version: each.package.version, status: 'affected' as const },
                ...fixVersions(each.fix).map((version) => ({ version, status: 'unaffected' as const })),
              ],
            },
          ],
    ),
    properties: contextProperties(finding),
  };
}

function source(id: string): Source {
  const { name, url } = homeOf(id);
  return url === undefined ? { name } : { name, url };
}

/** Names of the rating methods by the head of the vector (schema `scoreMethod`). */
function cvssRating(rating: CvssRating): Vulnerability['ratings'][number] {
  const method = rating.vector.startsWith('CVSS:4.')
    ? 'CVSSv4'
    : rating.vector.startsWith('CVSS:3.1')
      ? 'CVSSv31'
      : rating.vector.startsWith('CVSS:3.0')
        ? 'CVSSv3'
        : 'CVSSv2';
  return { source: { name: clean(rating.source) }, score: rating.score, method, vector: clean(rating.vector) };
}

function contextProperties(finding: VulnerabilityFinding): readonly CyclonedxProperty[] {
  const { known, epss } = finding.exploitation;
  return [
    { name: 'seaworthy:risk', value: String(finding.risk.score) },
    { name: 'seaworthy:fix', value: finding.fix.state },
    ...(known === undefined ? [] : [{ name: 'seaworthy:exploited-since', value: known.added }]),
    ...(epss === undefined ? [] : [{ name: 'seaworthy:epss', value: String(epss.probability) }]),
  ];
}
