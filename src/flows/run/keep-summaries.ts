import { count, hostSubject, type Subject, storedFinding, subjectKey } from '../../core/index.ts';
import { type FindingTally, isoTime, type SeenFinding, type TouchedContainer } from '../../phases/4-run/index.ts';
import { asRecord, type EventSummary, eventSummaryKind } from '../../records/index.ts';
import { type Evidenced, recordEvidence } from '../ledger/record-evidence.ts';
import type { Settings } from '../settings.ts';
import type { UseOfImages } from './keep-in-use.ts';

/** Most findings, and most containers, that one record tells one by one. */
const maxFindings = 200;
const maxContainers = 1_000;

/** What a watch or a replay saw, to be kept. Times are nanoseconds since 1970. */
export interface SeenEvents {
  readonly by: EventSummary['by'];
  readonly first: bigint;
  readonly last: bigint;
  readonly events: number;
  /** Events in these containers, where they were counted one by one. */
  eventsIn?(containers: ReadonlySet<string>): number;
  /** Ids of containers that were seen; an empty one stands for the host. */
  readonly containers: readonly string[];
  readonly alerts: number;
  readonly findings: FindingTally;
  readonly rules: NonNullable<EventSummary['rules']>;
  /** By kind; those that lost none are left out. */
  readonly lost: ReadonlyMap<string, number>;
  readonly limits: readonly string[];
  /** The name of the machine; absent where a recording does not tell it. */
  readonly machine?: string;
}

/** Findings with what a report and a record of their subject tell of them. */
export function seenOften({ finding, count: times, first, last }: SeenFinding): EventSummary['findings'][number] {
  return { finding: storedFinding(finding, finding.subject), count: times, first: time(first), last: time(last) };
}

/**
 * Keeps what was seen and found as `event-summary`: of each image whose use was learnt or whose digest an engine told, and of the machine. Keeps nothing when the settings say so. Gives what
 * could not be kept for want of somebody to keep it of, one sentence each. Throws what a ledger throws.
 */
export async function keepSummaries(
  seen: SeenEvents,
  { images, unscanned }: UseOfImages,
  settings: Settings,
): Promise<readonly string[]> {
  if (settings.record === false || settings.ledgerDirectory === undefined) return [];
  const { findings, machine } = seen;
  const records: Evidenced[] = images.map(({ subject, evidence }) => {
    const own = new Set(evidence.observation.containers);
    const events = seen.eventsIn?.(own) ?? seen.events;
    return record(subject, summaryOf(seen, own, events, findings.alerts(own)));
  });
  for (const { subject, name, containers } of unscanned) {
    const own = new Set(containers);
    const events = seen.eventsIn?.(own) ?? seen.events;
    const names = name === undefined ? {} : { names: [name] };
    records.push({ ...record(subject, summaryOf(seen, own, events, findings.alerts(own))), ...names });
  }
  if (machine !== undefined)
    records.push(record(subjectKey(hostSubject(machine)), summaryOf(seen, undefined, seen.events, seen.alerts)));
  if (records.length > 0) await recordEvidence(records, settings);
  if (machine !== undefined) return [];
  const told = new Set([
    ...images.flatMap(({ evidence }) => evidence.observation.containers),
    ...unscanned.flatMap(({ containers }) => containers),
  ]);
  const left = seen.alerts - findings.alerts(told);
  return left === 0
    ? []
    : [`${count(left, 'alert')} not kept: the recording tells neither its machine nor an image that the ledger knows`];
}

const record = (subject: string, payload: EventSummary): Evidenced => ({
  subject,
  ...asRecord(eventSummaryKind, payload),
});

/** Whose findings they are stands in the record, so that they need no subject of their own. */
const whose: Subject = hostSubject('');

function summaryOf(
  seen: SeenEvents,
  containers: ReadonlySet<string> | undefined,
  events: number,
  alertsInAll: number,
): EventSummary {
  const asked = { subject: whose, host: seen.machine ?? '', most: maxFindings };
  const found = seen.findings.findings(containers === undefined ? asked : { ...asked, containers });
  const ids = [...(containers ?? seen.containers)];
  return {
    by: seen.by,
    first: time(seen.first),
    last: time(seen.last),
    events,
    alertsInAll,
    findings: found.map(seenOften),
    rules: seen.rules,
    lost: [...seen.lost.values()].reduce((sum, one) => sum + one, 0),
    lostByKind: Object.fromEntries(seen.lost),
    limits: seen.limits,
    containers: ids.filter((id) => id !== '').slice(0, maxContainers),
  };
}

const time = (nanoseconds: bigint): string => `${isoTime(nanoseconds)}Z`;

/** Containers whose files were touched, and those in which nothing was but an alert: their images are asked for too. */
export function withAlerting(
  touched: readonly TouchedContainer[],
  { findings, first, last }: Pick<SeenEvents, 'findings' | 'first' | 'last'>,
  about: (id: string) => Omit<TouchedContainer, 'id' | 'paths' | 'first' | 'last'> = () => ({}),
): readonly TouchedContainer[] {
  const known = new Set(touched.map(({ id }) => id));
  const others = findings.containers.filter((id) => !known.has(id));
  return [...touched, ...others.map((id) => ({ ...about(id), id, paths: [], first, last }))];
}
