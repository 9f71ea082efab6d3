import type { Severity } from '../../../../core/index.ts';
import type { FieldPath, WrittenValue } from '../../../../foundations/formats/index.ts';
import type { Violation } from '../../../../foundations/kubernetes/index.ts';
import type { SourceCheck } from '../source-check.ts';
import type { ManifestObject, ManifestView } from './view.ts';

/** One field that a check is not content with. */
export interface ManifestBreach extends Violation {
  /** Whose finding it becomes: all breaches of one object are one finding. */
  readonly object: ManifestObject;
  /** Set when this place is worse or less bad than the check says. */
  readonly severity?: Severity;
}

/** A field of the object that a breach is of, and what is to stand there; the path is that of its document. */
export interface FieldChange {
  readonly path: FieldPath;
  readonly value: WrittenValue;
}

/** A check of Kubernetes manifests, `kubernetes/NAME`. Its examples are manifests of one or more documents. */
export interface ManifestCheck extends SourceCheck<ManifestView, ManifestBreach, FieldChange> {}
