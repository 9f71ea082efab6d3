import { object, optional, type Shape, text } from '../shape.ts';

/** Why a plan deletes a manifest. */
export interface PlanReason {
  readonly rule: string;
  /** One plain clause. */
  readonly text: string;
  /** The other manifest that it is about: `registry/repository@digest`. */
  readonly by?: string;
}

export const reasonShape: Shape<PlanReason> = object<PlanReason>({ rule: text, text, by: optional(text) });

/** One plain clause, with the rule that says it. */
export function reasonLine({ rule, text: what }: PlanReason): string {
  return `${rule}: ${what}`;
}
