import { type Finding, showUnseen } from '../../core/index.ts';
import { alertJson, alertText, findingOf, type Match } from '../../phases/4-run/index.ts';

/** One alert in the forms in which it is shown. */
export interface AlertLine {
  /** In the shape of Falco's `json_output`, one line. */
  readonly json: string;
  readonly text: string;
  readonly finding: Finding;
}

export type OnAlert = (alert: AlertLine) => void | Promise<void>;

export function alertLine(match: Match): AlertLine {
  return {
    json: showUnseen(alertJson(match.alert)),
    text: showUnseen(alertText(match.alert)),
    finding: findingOf(match),
  };
}
