import type { ManifestLocation } from '../../../../core/index.ts';
import type { FieldPath, FieldProblem } from '../../../../foundations/formats/index.ts';
import type { ResourceNode } from './resource-node.ts';

/** One resource of a file, as checks see it. */
export interface CloudResource {
  /** As its own file names it: `AWS::ECR::Repository`, `aws_ecr_repository`. */
  readonly type: string;
  /** What tells it apart in its file: a logical id, or an address. */
  readonly name: string;
  readonly node: ResourceNode;
  readonly locate: (path: FieldPath) => ManifestLocation;
  readonly problems: readonly FieldProblem[];
}

/** What a file says of resources. */
export interface InfrastructureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** A plan of Terraform; else a template of CloudFormation. */
  readonly isPlan: boolean;
  /** Those that some check knows. */
  readonly resources: readonly CloudResource[];
  /** How many others there are, which nobody looks at. */
  readonly others: number;
  /** Others that may run containers all the same, by type and name. */
  readonly missed: readonly string[];
}
