import type { Admission } from '../../flows/index.ts';

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
 * namespaces that the gate leaves alone.
 */
export function webhookConfiguration(
  admission: Pick<Admission, 'failOpen' | 'exemptNamespaces' | 'resources'>,
  place: WebhookPlace,
): string {
  const { failOpen, exemptNamespaces, resources } = admission;
  const quoted = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
  const byGroup = new Map<string, string[]>();
  for (const { groups, resource } of resources) {
    // What is asked for in another group or version is converted (matchPolicy: Equivalent).
    const group = groups[0] ?? '';
    const subresources = resource === 'pods' ? ['pods/ephemeralcontainers', 'pods/resize'] : [];
    byGroup.set(group, [...(byGroup.get(group) ?? []), resource, ...subresources]);
  }
  const named = exemptNamespaces.filter((pattern) => !pattern.includes('*'));
  const rules = [...byGroup].map(
    ([group, names]) =>
      `      - apiGroups: ${quoted([group])}\n        apiVersions: ["*"]\n        operations: ["CREATE", "UPDATE"]\n        resources: ${quoted(names)}\n        scope: Namespaced\n`,
  );
  const selector =
    named.length === 0
      ? ''
      : `    namespaceSelector:\n      matchExpressions:\n        - key: kubernetes.io/metadata.name\n          operator: NotIn\n          values: ${quoted(named)}\n`;
  return `apiVersion: admissionregistration.k8s.io/v1
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
${selector}    clientConfig:
${clientConfig(place)}    rules:
${rules.join('')}`;
}

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
