import {
  type CvssRating,
  defined,
  fixVersions,
  type Report,
  type Severity,
  type StatedVex,
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
  const weaknesses = (finding.weaknesses ?? []).flatMap((id) => Number(/^CWE-(\d{1,6})$/.exec(id)?.[1] ?? 0) || []);
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
    ...(weaknesses.length === 0 ? {} : { cwes: weaknesses }),
    description: clean(finding.title),
    ...(finding.details === undefined ? {} : { detail: finding.details.toWellFormed() }),
    recommendation: clean(finding.fix.advice),
    ...(links.length === 0 ? {} : { advisories: links.map((url) => ({ url })) }),
    ...(suppression === undefined
      ? {}
      : {
          analysis: {
            ...stateOf(suppression.source?.vex),
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

/** What a VEX statement says, in the words of the schema; who sets something aside otherwise says nothing of whether it is affected. */
function stateOf(vex: StatedVex | undefined): Pick<NonNullable<Vulnerability['analysis']>, 'state' | 'justification'> {
  if (vex === undefined) return {};
  const { justification = '' } = vex;
  const word = schemaJustifications.has(justification) ? justification : justificationWord[justification];
  return {
    state: vex.status === 'fixed' ? 'resolved' : 'not_affected',
    ...(vex.status === 'fixed' ? {} : defined({ justification: word })),
  };
}

/** `impactAnalysisJustification` of the schema. */
const schemaJustifications: ReadonlySet<string> = new Set([
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
]);

/** The words of OpenVEX and CSAF that have a like there. */
const justificationWord: Readonly<Record<string, string | undefined>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

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
  const { known, epss, ssvc } = finding.exploitation;
  return [
    { name: 'seaworthy:risk', value: String(finding.risk.score) },
    { name: 'seaworthy:fix', value: finding.fix.state },
    ...(known === undefined ? [] : [{ name: 'seaworthy:exploited-since', value: known.added }]),
    ...(ssvc === undefined
      ? []
      : [
          {
            name: 'seaworthy:ssvc',
            value: `exploitation=${ssvc.exploitation},automatable=${ssvc.automatable ? 'yes' : 'no'},impact=${ssvc.impact}`,
          },
        ]),
    ...(epss === undefined ? [] : [{ name: 'seaworthy:epss', value: String(epss.probability) }]),
  ];
}
