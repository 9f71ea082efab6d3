import type { FieldPath } from '../formats/index.ts';
import type { PodView } from './pod-view.ts';

/** One object that makes pods. */
export interface Workload {
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, or `metadata.generateName` followed by a star; empty when it has neither. */
  readonly name: string;
  /** The name is made anew for each pod. */
  readonly generated?: true;
  readonly namespace?: string;
  readonly pod: PodView;
  /** The object with the pod's `metadata` and `spec`, as it was given. */
  readonly podObject: unknown;
  /** Where that object stands in the document. */
  readonly podPath: FieldPath;
}
