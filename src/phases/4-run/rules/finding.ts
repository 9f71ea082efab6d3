import {
  count,
  defined,
  type Evidence,
  fingerprint,
  type OtherFinding,
  type RuntimeLocation,
  type Severity,
  type Subject,
  severityRisk,
} from '../../../core/index.ts';
import type { Alert } from './alert.ts';
import type { Match } from './engine.ts';
import { isoTime } from './event.ts';
import type { Priority } from './items.ts';
import { printableText } from './value-text.ts';

/** The severity that a priority of Falco stands for. */
export const severityOfPriority: Readonly<Record<Priority, Severity>> = {
  Emergency: 'critical',
  Alert: 'critical',
  Critical: 'critical',
  Error: 'high',
  Warning: 'medium',
  Notice: 'low',
  Informational: 'negligible',
  Debug: 'negligible',
};

/** What an alert is about and what did it, each in the order they are asked for. */
const objectFields = ['fd.name', 'fs.path.name', 'ka.target.name'] as const;
const processFields = ['proc.exepath', 'proc.exe'] as const;

/** Longest name of a process or of what it touched. */
const maxName = 1_000;

/** Fields that tell one fact from another: the same program on the same file in the same image, whenever. */
const identityFields = [
  'container.image.repository',
  'proc.exepath',
  'proc.name',
  'fd.name',
  'ka.target.name',
  'ka.user.name',
];

/** What rules found, once for each fact, and when it was seen (nanoseconds since 1970). */
export interface Sighting {
  readonly count: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** A rule's identifier in findings: its name in lower case with dashes. */
export function findingIdOfRule(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `runtime/${words.replace(/^-|-$/g, '')}`;
}

/** The same for the same fact, whenever it was seen. */
export function fingerprintOf({ rule, alert }: Match): string {
  return fingerprint(
    'runtime',
    findingIdOfRule(rule.name),
    ...identityFields.map((field) => identity(fieldText(alert, field))),
  );
}

/** A connection without the port of the side that began it: that is another one each time. */
const identity = (text: string): string => text.replace(/:\d{1,5}->/, '->');

/**
 * What a rule found, as a finding. Its words are the rule's; of the alert it tells the process and what that touched, and not the message, which may quote
 * what should go no further: command lines have passwords in them.
 */
export function findingOf(match: Match, subject: Subject, host: string, seen: Sighting): OtherFinding {
  const { rule, alert } = match;
  const severity = severityOfPriority[rule.priority];
  return {
    kind: 'runtime',
    subject,
    id: findingIdOfRule(rule.name),
    aliases: [],
    title: printableText(rule.name),
    details: printableText(rule.description).trim(),
    severity,
    severitySource: `rule priority ${rule.priority}`,
    location: locationOf(alert, host),
    evidence: evidenceOf(match, seen),
    fix: {
      state: 'remedy',
      action: 'investigate',
      advice: 'Look at the process and what started it; the rule says why it matters.',
    },
    risk: severityRisk('runtime', severity, `the rule calls it ${rule.priority}`, 'priority'),
    references: [],
    fingerprint: fingerprintOf(match),
  };
}

function evidenceOf({ rule, alert }: Match, seen: Sighting): readonly Evidence[] {
  const from = `${isoTime(seen.first)}Z`;
  const statement =
    seen.count === 1
      ? `Seen at ${from}.`
      : `Seen ${count(seen.count, 'time')}, from ${from} to ${isoTime(seen.last)}Z.`;
  return [
    { kind: 'observation', statement, source: alert.source },
    { kind: 'rule', statement: `Rule “${printableText(rule.name)}” holds.`, source: rule.item.context.file },
  ];
}

function fieldText(alert: Alert, field: string): string {
  const value = alert.fields.get(field);
  return value === undefined || value === null ? '' : String(value);
}

function locationOf(alert: Alert, host: string): RuntimeLocation {
  const first = (fields: readonly string[]): string | undefined =>
    fields
      .map((field) => fieldText(alert, field))
      .find((text) => text !== '')
      ?.slice(0, maxName);
  const [process, object] = [first(processFields), first(objectFields)];
  return {
    kind: 'runtime',
    host,
    ...defined({ process, object }),
  };
}
