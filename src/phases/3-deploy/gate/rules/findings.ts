import { type Evidence, type FindingKind, oneDay, severities } from '../../../../core/index.ts';
import type { GateFinding, NamedFacts, ScanFact } from '../facts.ts';
import type { ImageNeeds, Offence } from '../gate.ts';
import type { Setting } from '../settings/setting.ts';
import { type FindingConditions, type FindingFact, findingFacts, meets } from './finding-conditions.ts';
import type { RuleKind } from './rule-kind.ts';
import {
  accepting,
  type Gap,
  incompleteGaps,
  joinGaps,
  kindGaps,
  neverScanned,
  readAcceptUnknown,
  sourceGaps,
  timeGaps,
  unidentifiedGaps,
  unjudgedGaps,
} from './scan-gaps.ts';
import { notKnown } from './signers-match.ts';

const kinds = ['vulnerability', 'secret', 'misconfiguration', 'licence', 'signature', 'policy', 'runtime'] as const;
/** What a scan of an image looks for. */
const scannedKinds: readonly FindingKind[] = ['vulnerability', 'secret'];

/** What may stay unknown when a limit says so. */
const acceptable = [...findingFacts, 'unjudged', 'unidentified', 'incomplete'] as const;

/** Findings that meet every condition count; more than `max` are too many. */
interface Limit extends FindingConditions {
  readonly max: number;
  readonly acceptUnknown: ReadonlySet<(typeof acceptable)[number]>;
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
      assess(image, now) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.scan.known) return notKnown(image.scan.why, 'Scan it: seaworthy scan IMAGE.');
        const scan = image.scan.value;
        if (scan === null)
          return { limits: [{ what: 'faults of the scan', max: 0, offences: [neverScanned] }], good: '', evidence: [] };
        const unsaid = scan.findings.filter(({ severity }) => severity === 'unknown').length;
        const evidence: Evidence = {
          kind: 'record',
          statement: `${scan.findings.length} findings in the scan of ${scan.created}${unsaid === 0 ? '' : `, ${unsaid} of them of a severity that nobody has said`}.`,
          ...(scan.source === undefined ? {} : { source: scan.source }),
        };
        const unknown = joinGaps([...timeGaps(scan, now), ...limits.flatMap((limit) => gapsOf(limit, scan))]);
        return {
          limits: limits.map((limit) => ({
            what: describe(limit),
            max: limit.max,
            offences: scan.findings.flatMap((finding) => offence(finding, limit, image) ?? []),
          })),
          ...(unknown === undefined ? {} : { unknown }),
          good: `within the limits: ${limits.map(describe).join('; ')}`,
          evidence: [evidence],
        };
      },
    };
  },
};

/** What keeps a limit from passing whatever was found: somebody did not look, or there was nothing to judge by. */
function gapsOf(limit: Limit, scan: ScanFact): readonly Gap[] {
  const about = kindsOf(limit);
  const { acceptUnknown: accepted } = limit;
  const flaws = about.includes('vulnerability');
  const sources = [
    ...(flaws ? (['advisories'] as const) : []),
    ...(limit.exploited === undefined ? [] : (['exploited'] as const)),
    ...(limit.epss === undefined ? [] : (['epss'] as const)),
  ];
  return [
    ...sourceGaps(scan, sources, accepted, 'limit'),
    ...kindGaps(scan, about, limit.kind !== undefined),
    ...(accepted.has('incomplete') ? [] : incompleteGaps(scan, 'limit')),
    ...(!flaws || accepted.has('unjudged') ? [] : unjudgedGaps(scan, 'limit')),
    ...(!flaws || accepted.has('unidentified') ? [] : unidentifiedGaps(scan, 'limit')),
  ];
}

/** The kinds that a limit is about: only flaws are exploited, scored, or have a version without them. */
function kindsOf({ kind, exploited, epss, fixable }: Limit): readonly FindingKind[] {
  if (kind !== undefined) return [kind];
  return exploited === true || fixable === true || epss !== undefined ? ['vulnerability'] : scannedKinds;
}

function readLimit(item: Setting): Limit {
  item.keys(
    'kind',
    'severity',
    'fixable',
    'exploited',
    'epss',
    'inUse',
    'observedFor',
    'max',
    'countSuppressed',
    'acceptUnknown',
  );
  const kind = item.get('kind').oneOf(kinds);
  const severity = item.get('severity').oneOf(severities);
  const fixable = item.get('fixable').boolean();
  if (fixable === true && kind !== undefined && kind !== 'vulnerability')
    item.get('fixable').complain('only a vulnerability has a version without it: leave fixable out');
  const exploited = item.get('exploited').boolean();
  const epss = item.get('epss').number(0, 1);
  const inUse = item.get('inUse').boolean();
  if (inUse === false)
    item.get('inUse').complain('only true can be asked: that something is not in use is never certain');
  const observedFor = item.get('observedFor').duration() ?? oneDay;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(severity === undefined ? {} : { severity }),
    ...(fixable === undefined ? {} : { fixable }),
    ...(exploited === undefined ? {} : { exploited }),
    ...(epss === undefined ? {} : { epss }),
    ...(inUse === true ? { inUse: { observedFor } } : {}),
    max: item.get('max').number(0, 1_000_000, true) ?? 0,
    countSuppressed: item.get('countSuppressed').boolean() ?? true,
    acceptUnknown: readAcceptUnknown(item.get('acceptUnknown'), acceptable),
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

/** What would make a fact known, each in a sentence. */
const learn: Readonly<Record<FindingFact, string>> = {
  severity: 'Scan with data that says how severe it is (the feeds osv and nvd)',
  fixable: 'Wait for its source to say whether there is a fix',
  exploited: 'Scan with data about exploitation (the feed kev)',
  epss: 'Scan with data about probabilities (the feed epss)',
  inUse: 'Watch the image in use: seaworthy watch',
};

/** The finding as an offence, when it counts or may count. */
function offence(finding: GateFinding, limit: Limit, image: NamedFacts): Offence | undefined {
  const { answer, open, remarks } = meets(finding, limit, image, limit.acceptUnknown);
  if (answer === 'no') return undefined;
  const { package: found } = finding;
  const traits = [
    finding.severity,
    finding.exploited === true ? 'exploited' : '',
    finding.fixedIn === undefined ? '' : `fixed in ${finding.fixedIn}`,
    ...remarks,
    finding.suppressed === undefined ? '' : `set aside by the scan: ${finding.suppressed}`,
  ].filter(Boolean);
  const mend =
    found !== undefined && finding.fixedIn !== undefined
      ? `Update ${found.name} to ${finding.fixedIn} and build again.`
      : `Resolve ${finding.id}, or except it with reason, owner and expiry.`;
  return {
    ids: [finding.id, ...finding.aliases],
    sure: answer === 'yes',
    evidence: {
      kind: 'record',
      statement: `${finding.id}${found === undefined ? `: ${finding.title}` : ` in ${found.name} ${found.version}`} (${traits.join(', ')}).`,
    },
    remedy: open.length === 0 ? mend : open.map((fact) => `${learn[fact]}; ${accepting(fact, 'limit')}`).join(' '),
  };
}
