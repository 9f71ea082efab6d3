import { violation } from '../../../../foundations/kubernetes/index.ts';
import type { ResourceCheck } from './check.ts';
import type { ResourceNode } from './resource-node.ts';

/** A field, and what should stand there. */
export interface FieldNeeded {
  readonly node: ResourceNode;
  readonly expected: string;
  /** What is told to stand there, where that is not the value itself. */
  readonly observed?: string;
}

/** Looks at the resources of these types. */
export const ofTypes = (
  types: readonly string[],
  find: (node: ResourceNode) => readonly FieldNeeded[],
): ResourceCheck['look'] =>
  function* (resources) {
    for (const resource of resources) {
      if (!types.includes(resource.type)) continue;
      for (const { node, expected, ...told } of find(resource.node))
        yield { resource, ...violation(resource.name, node, expected), ...told };
    }
  };

/** A field that should be otherwise, as far as it is known. */
export const needIf = (isBad: boolean, node: ResourceNode, expected: string): readonly FieldNeeded[] =>
  isBad && node.isKnown() ? [{ node, expected }] : [];

/** A template with one resource. */
export const template = (type: string, properties = '{}'): string =>
  `Resources:\n  Example:\n    Type: ${type}\n    Properties: ${properties}\n`;

/** A plan with one resource, as `terraform show -json` writes it. */
export const plan = (type: string, values: object): string =>
  JSON.stringify(
    {
      format_version: '1.2',
      terraform_version: '1.11.4',
      planned_values: {
        root_module: { resources: [{ address: `${type}.example`, mode: 'managed', type, name: 'example', values }] },
      },
    },
    undefined,
    1,
  );
