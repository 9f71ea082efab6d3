import { type Admission, type NameScope, pathGlobExpression } from '../../flows/index.ts';

/** Where the API server finds the webhook. */
export interface WebhookPlace {
  /** `NAME.NAMESPACE.svc` makes it a service of the cluster; anything else an address outside. */
  readonly host: string;
  readonly port: number;
  /** PEM text of the authority; absent where the API server has to be told by hand. */
  readonly authority?: string;
}

/**
 * A ValidatingWebhookConfiguration (admissionregistration.k8s.io/v1) for a gate, in YAML: all kinds that hold pods, on creation and change, without the
 * namespaces that the gate leaves alone. Says in comments what those mean.
 */
export function webhookConfiguration(
  admission: Pick<Admission, 'failOpen' | 'namespaces' | 'resources'>,
  place: WebhookPlace,
): string {
  const { failOpen, namespaces, resources } = admission;
  const byGroup = new Map<string, string[]>();
  for (const { groups, resource } of resources) {
    // What is asked for in another group or version is converted (matchPolicy: Equivalent).
    const group = groups[0] ?? '';
    const subresources = resource === 'pods' ? ['pods/ephemeralcontainers', 'pods/resize'] : [];
    byGroup.set(group, [...(byGroup.get(group) ?? []), resource, ...subresources]);
  }
  const rules = [...byGroup].map(
    ([group, names]) =>
      `      - apiGroups: ${quoted([group])}\n        apiVersions: ["*"]\n        operations: ["CREATE", "UPDATE"]\n        resources: ${quoted(names)}\n        scope: Namespaced\n`,
  );
  return `${leftAlone(namespaces)}apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: seaworthy
webhooks:
  - name: gate.seaworthy.dev
    admissionReviewVersions: ["v1"]
    sideEffects: NoneOnDryRun
    failurePolicy: ${failOpen ? 'Ignore' : 'Fail'}
    matchPolicy: Equivalent
    timeoutSeconds: 10
${namespaceSelector(namespaces)}${matchConditions(namespaces)}    clientConfig:
${clientConfig(place)}    rules:
${rules.join('')}`;
}

const quoted = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;

/** A name that a namespace can have (RFC 1123 label), so that it can be a value of a selector. */
const isName = (pattern: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(pattern);

/** The comment about whom the gate does not look at. */
function leftAlone({ include, exclude }: NameScope): string {
  const lines = [
    ...(include === undefined ? [] : [`Only these namespaces are judged: ${listed(include)}.`]),
    ...(exclude === undefined || exclude.length === 0 ? [] : [`These namespaces are left alone: ${listed(exclude)}.`]),
  ];
  if (lines.length === 0) return '';
  const meaning = [
    'What is created elsewhere runs without being judged. Whoever may create pods there, or a namespace of such a name, is past the gate:',
    'let nobody but administrators do either (RBAC: create on namespaces; pods and workloads in the namespaces that exist).',
  ];
  return [...lines, ...meaning].map((line) => `# ${line}\n`).join('');
}

const listed = (patterns: readonly string[]): string =>
  patterns.length === 0 ? 'none' : patterns.map((pattern) => JSON.stringify(pattern)).join(', ');

/** Names as they are; the label is set by the API server itself and cannot be changed. */
function namespaceSelector({ include, exclude = [] }: NameScope): string {
  const excluded = exclude.filter(isName);
  const isPlain = include !== undefined && include.length > 0 && include.every(isName);
  const expressions = [
    ...(isPlain ? [['In', include] as const] : []),
    ...(excluded.length > 0 ? [['NotIn', excluded] as const] : []),
  ];
  if (expressions.length === 0) return '';
  const lines = expressions.map(
    ([operator, values]) =>
      `        - key: kubernetes.io/metadata.name\n          operator: ${operator}\n          values: ${quoted(values)}\n`,
  );
  return `    namespaceSelector:\n      matchExpressions:\n${lines.join('')}`;
}

/** Patterns, which a selector does not have, in CEL (Kubernetes 1.28 and later; an older one asks about these namespaces too, and the gate lets them be). */
function matchConditions({ include, exclude = [] }: NameScope): string {
  const patterns = exclude.filter((pattern) => pattern.includes('*'));
  const conditions = [
    ...(include === undefined || (include.length > 0 && include.every(isName))
      ? []
      : [['judged-namespaces', matches(include)] as const]),
    ...(patterns.length > 0 ? [['not-left-alone', `!${matches(patterns)}`] as const] : []),
  ];
  if (conditions.length === 0) return '';
  const lines = conditions.map(
    ([name, expression]) => `      - name: ${name}\n        expression: ${JSON.stringify(expression)}\n`,
  );
  return `    matchConditions:\n${lines.join('')}`;
}

/** Without patterns nothing matches. */
const matches = (patterns: readonly string[]): string =>
  patterns.length === 0
    ? 'false'
    : `request.namespace.matches(${JSON.stringify(`^(?:${patterns.map(pathGlobExpression).join('|')})$`)})`;

function clientConfig({ host, port, authority }: WebhookPlace): string {
  const service = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?$/.exec(host);
  const [, name, namespace] = service ?? [];
  const where =
    name === undefined
      ? `      url: ${JSON.stringify(`https://${host.includes(':') ? `[${host}]` : host}:${port}/validate`)}\n`
      : `      service:\n        name: ${name}\n        namespace: ${namespace}\n        path: /validate\n        port: 443\n`;
  const bundle =
    authority === undefined
      ? '      # caBundle: the authority of your certificate, PEM in base64\n'
      : `      caBundle: ${Buffer.from(authority).toString('base64')}\n`;
  return `${where}${bundle}`;
}
