import { defined, type Evidence, type FindingKind, oneDay } from '../../../../core/index.ts';
import type { Setting } from '../../../../foundations/formats/index.ts';
import type { GateFinding, NamedFacts, ScanFact } from '../facts.ts';
import { type Fault, fault } from '../fault.ts';
import type { ImageNeeds } from '../gate.ts';
import { listSchema, mappingSchema, oneOfSchema, saying, switchSchema } from '../settings/schema-parts.ts';
import {
  conditionSettings,
  conditionsSchema,
  type FindingConditions,
  findingFacts,
  meets,
  readConditions,
} from './finding-conditions.ts';
import type { RuleKind } from './rule-kind.ts';
import {
  accepting,
  incompleteGaps,
  joinGaps,
  kindGaps,
  neverScanned,
  readAcceptUnknown,
  type ScanGap,
  sourceGaps,
  timeGaps,
  unidentifiedGaps,
  unjudgedGaps,
} from './scan-gaps.ts';
import { notKnown } from './signers-match.ts';

/** What a scan of an image looks for. */
const scannedKinds: readonly FindingKind[] = ['vulnerability', 'secret'];

/** What may stay unknown when a limit says so. */
const acceptable: readonly string[] = [...findingFacts, 'unjudged', 'unidentified', 'incomplete'];

/** Findings that meet every condition count; more than `max` are too many. */
interface Limit extends FindingConditions {
  readonly max: number;
  readonly acceptUnknown: ReadonlySet<string>;
}

export const findingsRuleKind: RuleKind = {
  key: 'findings',
  title: 'The scan of the image found no more than this.',
  example: '[{ severity: critical, fixable: true }, { exploited: true, inUse: true, max: 0 }]',
  schema: listSchema(
    mappingSchema({
      ...conditionsSchema,
      max: saying('How many may be found; none without it.', { type: 'integer', minimum: 0, maximum: 1_000_000 }),
      countSuppressed: saying('Whether what the scan set aside counts; true without it.', switchSchema),
      acceptUnknown: saying('What may stay unknown.', listSchema(oneOfSchema(acceptable))),
    }),
  ),
  read(setting) {
    const limits = setting.items().map(readLimit);
    if (limits.length === 0) setting.complain('at least one limit is expected');
    const needs: ImageNeeds = {
      digest: true,
      scan: true,
      inUse: limits.some(({ observedFor }) => observedFor !== undefined),
    };
    return {
      about: 'image',
      needs,
      evaluate(image, now) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.scan.known) return notKnown(image.scan.why, 'Scan it: seaworthy scan IMAGE.');
        const scan = image.scan.value;
        if (scan === null)
          return { limits: [{ what: 'faults of the scan', max: 0, faults: [neverScanned] }], good: '', evidence: [] };
        const unsaid = scan.findings.filter(({ severity }) => severity === 'unknown').length;
        const evidence: Evidence = {
          kind: 'record',
          statement: `${scan.findings.length} findings in the scan of ${scan.created}${unsaid === 0 ? '' : `, ${unsaid} of them of a severity that nobody has said`}.`,
          ...defined({ source: scan.source }),
        };
        const unknown = joinGaps([...timeGaps(scan, now), ...limits.flatMap((limit) => gapsOf(limit, scan))]);
        return {
          limits: limits.map((limit) => ({
            what: describe(limit),
            max: limit.max,
            faults: scan.findings.flatMap((finding) => faultOf(finding, limit, image, now) ?? []),
          })),
          ...defined({ unknown }),
          good: `within the limits: ${limits.map(describe).join('; ')}`,
          evidence: [evidence],
        };
      },
    };
  },
};

/** What keeps a limit from passing whatever was found: somebody did not look, or there was nothing to judge by. */
function gapsOf(limit: Limit, scan: ScanFact): readonly ScanGap[] {
  const about = limit.kinds.length === 0 ? scannedKinds : limit.kinds;
  const { acceptUnknown: accepted, conditions } = limit;
  const flaws = about.includes('vulnerability');
  const needed = new Set(conditions.flatMap(({ term }) => term?.needs ?? []));
  return [
    ...sourceGaps(scan, [...(flaws ? (['advisories'] as const) : []), ...needed], accepted, 'limit'),
    ...kindGaps(scan, about, limit.kinds.length > 0),
    ...(accepted.has('incomplete') ? [] : incompleteGaps(scan, 'limit')),
    ...(!flaws || accepted.has('unjudged') ? [] : unjudgedGaps(scan, 'limit')),
    ...(!flaws || accepted.has('unidentified') ? [] : unidentifiedGaps(scan, 'limit')),
  ];
}

function readLimit(item: Setting): Limit {
  item.keys(...conditionSettings, 'max', 'countSuppressed', 'acceptUnknown');
  const acceptUnknown = readAcceptUnknown(item.get('acceptUnknown'), acceptable);
  return {
    ...readConditions(item, acceptUnknown, item.get('observedFor').duration() ?? oneDay),
    max: item.get('max').number(0, 1_000_000, true) ?? 0,
    countSuppressed: item.get('countSuppressed').boolean() ?? true,
    acceptUnknown,
  };
}

const describe = ({ max, words: { before, after } }: Limit): string =>
  ['at most', max, before, 'findings', after].filter((word) => word !== '').join(' ');

/** The finding as a fault, when it counts or may count. */
function faultOf(finding: GateFinding, limit: Limit, image: NamedFacts, now: Date): Fault | undefined {
  const { answer, open, remarks } = meets(finding, limit, image, now);
  if (answer === false) return undefined;
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
  const about = found === undefined ? `: ${finding.title}` : ` in ${found.name} ${found.version}`;
  return fault(
    [finding.id, ...finding.aliases],
    { kind: 'record', statement: `${finding.id}${about} (${traits.join(', ')}).` },
    open.length === 0 ? mend : open.map((term) => `${term.learn}; ${accepting(term.setting, 'limit')}`).join(' '),
    answer === true,
  );
}
