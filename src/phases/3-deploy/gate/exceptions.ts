import { holds } from '../../../core/index.ts';
import type { Exception, Gate, GateRule } from './gate.ts';
import { fitsAny } from './name-scope.ts';

/** What an exception may be about. */
export interface ExceptionPlace {
  readonly namespace: string | undefined;
  /** `kind/name`; undefined when bare images are judged. */
  readonly workload: string | undefined;
  /** `registry/repository`; undefined when the pod is judged. */
  readonly repository: string | undefined;
}

/** The exceptions of a rule that are about this place, whether they still hold or not. One that names what is not known here does not fit. */
export function exceptionsFor(gate: Gate, rule: GateRule, place: ExceptionPlace): readonly Exception[] {
  const fits = (patterns: readonly string[] | undefined, name: string | undefined): boolean =>
    patterns === undefined || (name !== undefined && fitsAny(patterns, name));
  return gate.exceptions.filter(
    (exception) =>
      exception.rule === rule.id &&
      fits(exception.images, place.repository) &&
      fits(exception.namespaces, place.namespace) &&
      fits(exception.workloads, place.workload),
  );
}

/** Whether it is in force: a suppression by another name. */
export const isInForce = (exception: Exception, now: Date): boolean => holds({ until: exception.expires }, now);

/** Whether it waives a fault: one without a list waives them all. */
export const waives = (exception: Exception, ids: readonly string[]): boolean =>
  exception.only === undefined || exception.only.some((id) => ids.includes(id));

export const told = (exception: Exception): string =>
  `${exception.owner} until ${exception.expires.slice(0, 10)}: ${exception.reason}`;
