import {
  type Evidence,
  fingerprint,
  hostSubject,
  type OtherFinding,
  type RuntimeLocation,
  type Severity,
  severityRisk,
} from '../../../core/index.ts';
import type { Alert } from './alert.ts';
import type { CompiledRule } from './compiled.ts';
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

/** Fields that tell one fact from another: the same program on the same file in the same image, whenever. */
const identityFields = [
  'container.image.repository',
  'proc.exepath',
  'proc.name',
  'fd.name',
  'ka.target.name',
  'ka.user.name',
];

/** An alert as a finding. The rule's identifier is its name in lower case with dashes; its words are the rule's. */
export function findingOf({ rule, alert }: { readonly rule: CompiledRule; readonly alert: Alert }): OtherFinding {
  const severity = severityOfPriority[rule.priority];
  const id = `runtime/${rule.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
  const description = printableText(rule.description).trim();
  return {
    kind: 'runtime',
    subject: hostSubject(alert.hostname),
    id,
    aliases: [],
    title: printableText(rule.name),
    details: description,
    severity,
    severitySource: `rule priority ${rule.priority}`,
    location: locationOf(alert),
    evidence: evidenceOf(rule, alert),
    fix: {
      state: 'remedy',
      action: 'investigate',
      advice: 'Look at the process and what started it; the rule says why it matters.',
    },
    risk: severityRisk('runtime', severity, `the rule calls it ${rule.priority}`, 'priority'),
    references: [],
    fingerprint: fingerprint('runtime', id, ...identityFields.map((field) => fieldText(alert, field))),
  };
}

function evidenceOf(rule: CompiledRule, alert: Alert): readonly Evidence[] {
  return [
    { kind: 'observation', statement: `At ${isoTime(alert.time)}Z: ${alert.message}`, source: alert.source },
    { kind: 'rule', statement: `Rule “${printableText(rule.name)}” holds.`, source: rule.item.context.file },
  ];
}

function fieldText(alert: Alert, field: string): string {
  const value = alert.fields.get(field);
  return value === undefined || value === null ? '' : String(value);
}

function locationOf(alert: Alert): RuntimeLocation {
  const first = (fields: readonly string[]): string | undefined =>
    fields.map((field) => fieldText(alert, field)).find((text) => text !== '');
  const [process, object] = [first(processFields), first(objectFields)];
  return {
    kind: 'runtime',
    host: alert.hostname,
    ...(process === undefined ? {} : { process }),
    ...(object === undefined ? {} : { object }),
  };
}
