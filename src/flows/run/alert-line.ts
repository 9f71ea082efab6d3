import { showUnseen } from '../../core/index.ts';
import { alertJson, alertText, type Match } from '../../phases/4-run/index.ts';

/** One alert in the forms in which it is shown. */
export interface AlertLine {
  /** In the shape of Falco's `json_output`, one line. */
  readonly json: string;
  readonly text: string;
  /** Name of the rule. */
  readonly rule: string;
}

export type OnAlert = (alert: AlertLine) => void | Promise<void>;

export function alertLine({ alert }: Match): AlertLine {
  return {
    json: showUnseen(alertJson(alert)),
    text: showUnseen(alertText(alert)),
    rule: showUnseen(alert.rule),
  };
}
