import { hostname } from 'node:os';
import { showUnseen } from '../../core/index.ts';
import { type Alert, alertJson, alertText, type Match } from '../../phases/4-run/index.ts';

/** One alert in the forms in which it is shown. */
export interface AlertLine {
  /** In the shape of Falco's `json_output`, one line. */
  readonly json: string;
  readonly text: string;
  /** Name of the rule. */
  readonly rule: string;
}

export type OnAlert = (alert: AlertLine) => void | Promise<void>;

export const alertLine = ({ alert }: Match): AlertLine => lineOf(alert);

const lineOf = (alert: Alert): AlertLine => ({
  json: showUnseen(alertJson(alert)),
  text: showUnseen(alertText(alert)),
  rule: showUnseen(alert.rule),
});

/** An alert that no rule makes: the watching itself has come to an end that nobody asked for. */
export function internalAlert(message: string, now: Date): AlertLine {
  return lineOf({
    time: BigInt(now.getTime()) * 1_000_000n,
    rule: 'Seaworthy internal: the watch ended',
    priority: 'Critical',
    source: 'internal',
    hostname: hostname(),
    tags: [],
    message: `nothing is watched any more: ${message}`,
    fields: new Map(),
  });
}
