import type { Violation } from '../../../../foundations/kubernetes/index.ts';
import type { SourceCheck } from '../source-check.ts';
import type { CloudResource } from './resource.ts';

/** One field of a resource that a check is not content with. */
export interface ResourceBreach extends Violation {
  /** Whose finding it becomes. */
  readonly resource: CloudResource;
}

/** A check of resources of a cloud, `infrastructure/NAME`. Its examples are templates of CloudFormation or plans of Terraform. */
export interface ResourceCheck extends SourceCheck<readonly CloudResource[], ResourceBreach> {}
