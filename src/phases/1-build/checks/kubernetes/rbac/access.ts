import type { DocumentNode } from '../../../../../foundations/formats/index.ts';
import { violation } from '../../../../../foundations/kubernetes/index.ts';
import type { ManifestBreach } from '../check.ts';
import type { ManifestObject, ManifestView } from '../view.ts';

/** What somebody may do: any of these verbs on any of these resources. */
export interface Power {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** One rule of a role. */
interface Rule {
  readonly node: DocumentNode;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Only some objects, by name. */
  readonly names: readonly string[];
}

const texts = (node: DocumentNode): readonly string[] => node.items().map((one) => String(one.value));

/** The rules of a role, in which resources are named. */
export function rulesOf(role: ManifestObject): readonly Rule[] {
  return role.node
    .get('rules')
    .items()
    .map((node) => ({
      node,
      groups: texts(node.get('apiGroups')),
      resources: texts(node.get('resources')),
      verbs: texts(node.get('verbs')),
      names: texts(node.get('resourceNames')),
    }));
}

/** Whether what a rule names covers a resource: `*`, itself, or one of its two halves as `*` (`pods/*`, `*` and the part). */
function covers(named: string, resource: string): boolean {
  if (named === '*' || named === resource) return true;
  const [kind = '', part] = resource.split('/');
  return part !== undefined && (named === `${kind}/*` || named === `*/${part}`);
}

/** Whether a rule gives a power, in whole or in part. */
export function gives(rule: Rule, power: Power): boolean {
  return (
    rule.groups.some((group) => group === '*' || power.groups.includes(group) || power.groups.includes('*')) &&
    rule.resources.some((named) => power.resources.some((resource) => covers(named, resource))) &&
    rule.verbs.some((verb) => verb === '*' || power.verbs.includes(verb))
  );
}

/** Whether a rule gives everything. */
export const isEverything = ({ groups, resources, verbs, names }: Rule): boolean =>
  groups.some((group) => group === '*' || group === '') &&
  resources.includes('*') &&
  verbs.includes('*') &&
  names.length === 0;

/** Somebody whom a binding names. */
export interface BoundSubject {
  readonly node: DocumentNode;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** A binding, whom it names, and its role where that stands among what is judged. */
export interface Binding {
  readonly object: ManifestObject;
  readonly subjects: readonly BoundSubject[];
  readonly roleName: DocumentNode;
  readonly roleKind: string;
  readonly role: ManifestObject | undefined;
}

export const roleKinds = ['Role', 'ClusterRole'] as const;
export const bindingKinds = ['RoleBinding', 'ClusterRoleBinding'] as const;

/** Every binding with its role; made once a view. */
export function bindings(view: ManifestView): readonly Binding[] {
  const roles = new Map(view.of(...roleKinds).map((role) => [keyOf(role.kind, role.inNamespace, role.name), role]));
  return view.of(...bindingKinds).map((object) => {
    const roleName = object.node.at('roleRef', 'name');
    const roleKind = object.node.at('roleRef', 'kind').text() ?? '';
    // A binding of the cluster can name a role of the cluster only.
    const isOne = object.kind === 'RoleBinding' || roleKind === 'ClusterRole';
    const role = isOne ? roles.get(keyOf(roleKind, object.inNamespace, roleName.text() ?? '')) : undefined;
    const subjects = object.node
      .get('subjects')
      .items()
      .map((node) => ({
        node,
        kind: node.get('kind').text() ?? '',
        name: node.get('name').text() ?? '',
        namespace: node.get('namespace').text() ?? object.inNamespace,
      }));
    return { object, subjects, roleName, roleKind, role };
  });
}

const keyOf = (kind: string, namespace: string, name: string): string =>
  kind === 'ClusterRole' ? `${kind}\0${name}` : `${kind}\0${namespace}\0${name}`;

/** Names that a cluster keeps for what it makes itself, and those of the roles that every cluster has. */
export const isReserved = (name: string): boolean =>
  /^(?:system:|gce:|eks:|aks-)/.test(name) || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);

/** What is told of those whom a binding names. */
export const subjectsText = (subjects: readonly BoundSubject[]): string =>
  subjects.map(({ kind, name }) => `${kind} ${name}`).join(', ') || 'nobody';

/** That a binding names somebody whom it should not. */
export const breachOf = (
  { object }: Binding,
  { node, kind, name }: BoundSubject,
  expected: string,
): ManifestBreach => ({
  object,
  ...violation(object.kind, node, expected),
  observed: `${kind} ${name}`,
});
