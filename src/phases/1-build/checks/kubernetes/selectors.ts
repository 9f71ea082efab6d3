import type { DocumentNode } from '../../../../foundations/formats/index.ts';
import type { ManifestObject, ManifestView } from './view.ts';

/** Labels of an object or of a pod. */
export type Labels = ReadonlyMap<string, string>;

/** The labels that stand in a `labels` or a plain selector. */
export function labelsIn(node: DocumentNode): Labels {
  return new Map(node.members().map(({ name, node: value }) => [name, String(value.value)]));
}

/** What a function makes of an object, made once: selectors are held against every workload of a namespace. */
function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}

/** The labels of the pods that a workload makes. */
export const podLabels = once((object: ManifestView['workloads'][number]): Labels => {
  const { podPath = [] } = object.workload ?? {};
  const inner = podPath
    .slice(object.path.length)
    .reduce((node: DocumentNode, step) => node.get(String(step)), object.node);
  return labelsIn(inner.at('metadata', 'labels'));
});

/** Whether all labels of a plain selector (that of a Service) are there. */
export function hasAll(labels: Labels, wanted: Labels): boolean {
  for (const [name, value] of wanted) if (labels.get(name) !== value) return false;
  return true;
}

/** A requirement of a selector (Kubernetes API, LabelSelectorRequirement). */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: ReadonlySet<string>;
}

interface Selector {
  readonly labels: Labels;
  readonly requirements: readonly Requirement[];
}

const isMet = ({ key, operator, values }: Requirement, labels: Labels): boolean => {
  const value = labels.get(key);
  if (operator === 'In') return value !== undefined && values.has(value);
  if (operator === 'NotIn') return value === undefined || !values.has(value);
  if (operator === 'Exists') return value !== undefined;
  return operator !== 'DoesNotExist' || value === undefined;
};

/** Read once for each selector: by the value that its node holds. */
const read = new WeakMap<object, Selector>();

function selectorIn(node: DocumentNode): Selector {
  const { value } = node;
  const known = typeof value === 'object' && value !== null ? read.get(value) : undefined;
  if (known !== undefined) return known;
  const requirements = node
    .get('matchExpressions')
    .items()
    .map((one) => ({
      key: one.get('key').text() ?? '',
      operator: one.get('operator').text() ?? '',
      values: new Set(
        one
          .get('values')
          .items()
          .map((item) => String(item.value)),
      ),
    }));
  const made = { labels: labelsIn(node.get('matchLabels')), requirements };
  if (typeof value === 'object' && value !== null) read.set(value, made);
  return made;
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects these labels; an empty one selects everything. */
export function selects(selector: DocumentNode, labels: Labels): boolean {
  return hasAll(labels, selectorIn(selector).labels) && meetsExpressions(selector, labels);
}

/** Whether the labels meet what `matchExpressions` asks for. */
export function meetsExpressions(selector: DocumentNode, labels: Labels): boolean {
  return selectorIn(selector).requirements.every((one) => isMet(one, labels));
}

/** The workloads whose pods a Service sends to: those of its namespace that have all its labels. One without labels sends to nobody that is known here. */
export function servedBy(view: ManifestView, service: ManifestObject): readonly ManifestView['workloads'][number][] {
  const wanted = labelsIn(service.node.at('spec', 'selector'));
  if (wanted.size === 0) return [];
  return view.workloads.filter((one) => one.inNamespace === service.inNamespace && hasAll(podLabels(one), wanted));
}
