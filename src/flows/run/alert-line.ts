import { hostname } from 'node:os';
import { showUnseen } from '../../core/index.ts';
import { type Alert, type AlertFormat, alertJson, alertText, type Match } from '../../phases/4-run/index.ts';

/** One alert in the forms in which it is shown. */
export interface AlertLine {
  /** In the shape of Falco's `json_output`, one line. */
  readonly json: string;
  readonly text: string;
  /** Name of the rule. */
  readonly rule: string;
}

export type OnAlert = (alert: AlertLine) => void | Promise<void>;

export const alertLine = ({ alert }: Match, format: Format = { json: false }): AlertLine => lineOf(alert, format);

/** How a configuration of Falco wants alerts to be written; where it says `json_output`, JSON takes the place of the text. */
type Format = AlertFormat & { readonly json: boolean };

function lineOf(alert: Alert, format: Format): AlertLine {
  const json = showUnseen(alertJson(alert, format));
  return { json, text: format.json ? json : showUnseen(alertText(alert, format)), rule: showUnseen(alert.rule) };
}

/** An alert that no rule makes: the watching itself has come to an end that nobody asked for. */
export function internalAlert(message: string, now: Date): AlertLine {
  const alert: Alert = {
    time: BigInt(now.getTime()) * 1_000_000n,
    rule: 'Seaworthy internal: the watch ended',
    priority: 'Critical',
    source: 'internal',
    hostname: hostname(),
    tags: [],
    message: `nothing is watched any more: ${message}`,
    fields: new Map(),
  };
  return lineOf(alert, { json: false });
}
