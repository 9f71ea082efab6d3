import type { DocumentNode } from '../../../../foundations/formats/index.ts';
import type { ManifestObject, ManifestView } from './view.ts';

/** Labels of an object or of a pod. */
export type Labels = ReadonlyMap<string, string>;

/** The labels that stand in a `labels` or a plain selector. */
export function labelsIn(node: DocumentNode): Labels {
  return new Map(node.members().map(({ name, node: value }) => [name, String(value.value)]));
}

/** The labels of the pods that a workload makes. */
export function podLabels(object: ManifestView['workloads'][number]): Labels {
  const { podPath = [] } = object.workload ?? {};
  const inner = podPath
    .slice(object.path.length)
    .reduce((node: DocumentNode, step) => node.get(String(step)), object.node);
  return labelsIn(inner.at('metadata', 'labels'));
}

/** Whether all labels of a plain selector (that of a Service) are there. */
export function hasAll(labels: Labels, wanted: Labels): boolean {
  return [...wanted].every(([name, value]) => labels.get(name) === value);
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects these labels; an empty one selects everything. */
export function selects(selector: DocumentNode, labels: Labels): boolean {
  return hasAll(labels, labelsIn(selector.get('matchLabels'))) && badExpression(selector, labels) === undefined;
}

/** The first requirement that the labels do not meet (Kubernetes API, LabelSelectorRequirement). */
export function badExpression(selector: DocumentNode, labels: Labels): DocumentNode | undefined {
  return selector
    .get('matchExpressions')
    .items()
    .find((one) => {
      const value = labels.get(one.get('key').text() ?? '');
      const values = one
        .get('values')
        .items()
        .map((item) => String(item.value));
      switch (one.get('operator').text()) {
        case 'In':
          return value === undefined || !values.includes(value);
        case 'NotIn':
          return value !== undefined && values.includes(value);
        case 'Exists':
          return value === undefined;
        case 'DoesNotExist':
          return value !== undefined;
        default:
          return false;
      }
    });
}

/** The workloads whose pods a Service sends to: those of its namespace that have all its labels. One without labels sends to nobody that is known here. */
export function servedBy(view: ManifestView, service: ManifestObject): readonly ManifestView['workloads'][number][] {
  const wanted = labelsIn(service.node.at('spec', 'selector'));
  if (wanted.size === 0) return [];
  return view.workloads.filter((one) => one.inNamespace === service.inNamespace && hasAll(podLabels(one), wanted));
}
