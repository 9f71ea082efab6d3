import { compareSeverity, type Evidence, type Severity, severities } from '../../../../core/index.ts';
import { formatDuration } from '../duration.ts';
import type { GateFinding, NamedFacts } from '../facts.ts';
import type { ImageNeeds, Offence } from '../gate.ts';
import type { Setting } from '../settings/setting.ts';
import type { RuleKind } from './rule-kind.ts';
import { notKnown } from './signers-match.ts';

const kinds = ['vulnerability', 'secret', 'misconfiguration', 'licence', 'signature', 'policy', 'runtime'] as const;
const day = 24 * 60 * 60_000;

/** Findings that meet every condition count; more than `max` are too many. */
interface Limit {
  readonly kind?: (typeof kinds)[number];
  /** At least this severe. */
  readonly severity?: Severity;
  readonly fixable?: boolean;
  readonly exploited?: boolean;
  /** At least this probable to be exploited. */
  readonly epss?: number;
  /** In a package that was seen in use. After so long a watch what was not seen is taken as unused; before, it is not known. */
  readonly inUse?: { readonly observedFor: number };
  readonly max: number;
  readonly countSuppressed: boolean;
}

export const findingsRuleKind: RuleKind = {
  key: 'findings',
  title: 'The scan of the image found no more than this.',
  example: '[{ severity: critical, fixable: true }, { exploited: true, inUse: true, max: 0 }]',
  read(setting) {
    const limits = setting.items().map(readLimit);
    if (limits.length === 0) setting.complain('at least one limit is expected');
    const needs: ImageNeeds = { digest: true, scan: true, inUse: limits.some(({ inUse }) => inUse !== undefined) };
    return {
      about: 'image',
      needs,
      assess(image) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.scan.known) return notKnown(image.scan.why, 'Scan it: seaworthy scan IMAGE.');
        const scan = image.scan.value;
        if (scan === null) return notKnown('the image was never scanned', 'Scan it: seaworthy scan IMAGE.');
        const unsaid = scan.findings.filter(({ severity }) => severity === 'unknown').length;
        const evidence: Evidence = {
          kind: 'record',
          statement: `${scan.findings.length} findings in the scan of ${scan.created}${unsaid === 0 ? '' : `, ${unsaid} of them of a severity that nobody has said`}.`,
          ...(scan.source === undefined ? {} : { source: scan.source }),
        };
        return {
          limits: limits.map((limit) => ({
            what: describe(limit),
            max: limit.max,
            offences: scan.findings.flatMap((finding) => offence(finding, limit, image) ?? []),
          })),
          ...(scan.incomplete
            ? {
                unknown: { why: 'the scan was not complete', remedy: 'Read the coverage of the scan, and scan again.' },
              }
            : {}),
          good: `within the limits: ${limits.map(describe).join('; ')}`,
          evidence: [evidence],
        };
      },
    };
  },
};

function readLimit(item: Setting): Limit {
  item.keys('kind', 'severity', 'fixable', 'exploited', 'epss', 'inUse', 'observedFor', 'max', 'countSuppressed');
  const kind = item.get('kind').oneOf(kinds);
  const severity = item.get('severity').oneOf(severities);
  const fixable = item.get('fixable').boolean();
  const exploited = item.get('exploited').boolean();
  const epss = item.get('epss').number(0, 1);
  const inUse = item.get('inUse').boolean();
  if (inUse === false)
    item.get('inUse').complain('only true can be asked: that something is not in use is never certain');
  const observedFor = item.get('observedFor').duration() ?? day;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(severity === undefined ? {} : { severity }),
    ...(fixable === undefined ? {} : { fixable }),
    ...(exploited === undefined ? {} : { exploited }),
    ...(epss === undefined ? {} : { epss }),
    ...(inUse === true ? { inUse: { observedFor } } : {}),
    max: item.get('max').number(0, 1_000_000, true) ?? 0,
    countSuppressed: item.get('countSuppressed').boolean() ?? true,
  };
}

function describe(limit: Limit): string {
  const words = [
    limit.exploited === undefined ? '' : limit.exploited ? 'exploited' : 'not exploited',
    limit.fixable === undefined ? '' : limit.fixable ? 'fixable' : 'unfixable',
    limit.inUse === undefined ? '' : 'in-use',
    limit.kind ?? '',
    'findings',
    limit.severity === undefined ? '' : `of severity ${limit.severity} or worse`,
    limit.epss === undefined ? '' : `with EPSS ${limit.epss} or more`,
  ];
  return `at most ${limit.max} ${words.filter(Boolean).join(' ')}`;
}

/** The finding as an offence, when it counts or may count. */
function offence(finding: GateFinding, limit: Limit, image: NamedFacts): Offence | undefined {
  const counts =
    (limit.kind === undefined || finding.kind === limit.kind) &&
    (limit.severity === undefined || compareSeverity(finding.severity, limit.severity) >= 0) &&
    (limit.fixable === undefined || finding.fixable === limit.fixable) &&
    (limit.exploited === undefined || finding.exploited === limit.exploited) &&
    (limit.epss === undefined || (finding.epss ?? -1) >= limit.epss) &&
    (limit.countSuppressed || finding.suppressed === undefined);
  if (!counts) return undefined;
  const use = limit.inUse === undefined ? undefined : useOf(finding, image, limit.inUse.observedFor);
  if (use?.answer === 'no') return undefined;
  const { package: found } = finding;
  const traits = [
    finding.severity,
    finding.exploited ? 'exploited' : '',
    finding.fixedIn === undefined ? '' : `fixed in ${finding.fixedIn}`,
    use?.why ?? '',
    finding.suppressed === undefined ? '' : `set aside by the scan: ${finding.suppressed}`,
  ].filter(Boolean);
  return {
    ids: [finding.id, ...finding.aliases],
    sure: use?.answer !== 'unknown',
    evidence: {
      kind: 'record',
      statement: `${finding.id}${found === undefined ? `: ${finding.title}` : ` in ${found.name} ${found.version}`} (${traits.join(', ')}).`,
    },
    remedy:
      found !== undefined && finding.fixedIn !== undefined
        ? `Update ${found.name} to ${finding.fixedIn} and build again.`
        : `Resolve ${finding.id}, or except it with reason, owner and expiry.`,
  };
}

/** Whether the package was seen in use. Not being seen means something only after a long enough watch. */
function useOf(
  finding: GateFinding,
  image: NamedFacts,
  observedFor: number,
): { readonly answer: 'yes' | 'no' | 'unknown'; readonly why: string } {
  if (!image.inUse.known) return { answer: 'unknown', why: `use not known: ${image.inUse.why}` };
  const use = image.inUse.value;
  if (use === null) return { answer: 'unknown', why: 'never watched at run time' };
  if (finding.package === undefined) return { answer: 'unknown', why: 'in no package, so its use cannot be seen' };
  if (use.purls.includes(finding.package.purl)) return { answer: 'yes', why: `in use, last seen ${use.last}` };
  return use.observedFor >= observedFor
    ? { answer: 'no', why: `not seen in ${formatDuration(use.observedFor)}` }
    : { answer: 'unknown', why: `not seen, but watched for ${formatDuration(use.observedFor)} only` };
}
