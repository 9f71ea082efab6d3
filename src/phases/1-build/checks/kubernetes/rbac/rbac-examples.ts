/* Roles and bindings for the examples of checks. */

interface BindingParts {
  readonly subject?: string;
  readonly role?: string;
  readonly kind?: string;
  readonly labels?: string;
}

const account = 'kind: ServiceAccount, name: helper, namespace: tools';
export const group = (name: string): string => `kind: Group, name: "${name}", apiGroup: rbac.authorization.k8s.io`;

export const bound = ({
  subject = account,
  role = 'helper',
  kind = 'ClusterRoleBinding',
  labels = '',
}: BindingParts): string =>
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: helper${labels} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
subjects: [{ ${subject} }]
`;
export const role = (rule: string, name = 'helper'): string =>
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "${name}" }
rules: [{ ${rule} }]
`;
export const everything = role('apiGroups: ["*"], resources: ["*"], verbs: ["*"]');
export const harmless = role('apiGroups: [""], resources: [services], verbs: [get]');
