import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { defined } from '../../core/index.ts';
import { inScope, type NameScope } from '../../flows/index.ts';
import { webhookConfiguration } from './webhook-configuration.ts';

test('the configuration for the API server is YAML that says what the gate says', () => {
  const admission = {
    failOpen: false,
    namespaces: { exclude: ['kube-system', 'infra-*'] },
    resources: [
      { groups: [''], resource: 'pods' },
      { groups: ['apps', 'extensions'], resource: 'deployments' },
    ],
  };
  const read = (host: string, authority?: string) => {
    const text = webhookConfiguration(admission, {
      host,
      port: 8443,
      ...defined({ authority }),
    });
    return (parse(text) as { webhooks: Record<string, unknown>[] }).webhooks[0] ?? {};
  };
  const outside = read('127.0.0.1', 'PEM');
  assert.deepEqual(outside.clientConfig, { url: 'https://127.0.0.1:8443/validate', caBundle: 'UEVN' });
  assert.equal(outside.failurePolicy, 'Fail');
  assert.deepEqual(outside.namespaceSelector, {
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }],
  });
  assert.deepEqual(
    (outside.rules as { apiGroups: string[]; resources: string[] }[]).map(({ apiGroups, resources }) => [
      apiGroups,
      resources,
    ]),
    [
      [[''], ['pods', 'pods/ephemeralcontainers', 'pods/resize']],
      [['apps'], ['deployments']],
    ],
  );
  assert.deepEqual(read('gate.seaworthy.svc').clientConfig, {
    service: { name: 'gate', namespace: 'seaworthy', path: '/validate', port: 443 },
  });
  assert.deepEqual(read('::1').clientConfig, { url: 'https://[::1]:8443/validate' });
});

/** The namespaces of a table that an API server would ask about: the selector and the CEL of the configuration, read as it reads them. */
function askedAbout(namespaces: NameScope, names: readonly string[]): readonly string[] {
  const text = webhookConfiguration({ failOpen: false, namespaces, resources: [] }, { host: '127.0.0.1', port: 1 });
  const [hook] = (parse(text) as { webhooks: readonly Hook[] }).webhooks;
  const isSelected = (name: string): boolean =>
    (hook?.namespaceSelector?.matchExpressions ?? []).every(
      ({ operator, values }) => values.includes(name) === (operator === 'In'),
    );
  const isMatched = (name: string): boolean =>
    (hook?.matchConditions ?? []).every(({ expression }) => {
      if (expression === 'false') return false;
      const [, not, expected] = /^(!?)request\.namespace\.matches\((".*")\)$/.exec(expression) ?? [];
      assert.ok(expected !== undefined, expression);
      return new RegExp(JSON.parse(expected) as string).test(name) === (not === '');
    });
  return names.filter((name) => isSelected(name) && isMatched(name));
}

interface Hook {
  readonly namespaceSelector?: {
    readonly matchExpressions: readonly { readonly operator: string; readonly values: readonly string[] }[];
  };
  readonly matchConditions?: readonly { readonly expression: string }[];
}

const scopes: readonly [string, NameScope][] = [
  ['the namespaces that are left alone by default', { exclude: ['kube-system', 'seaworthy'] }],
  ['patterns that are left alone', { exclude: ['infra-*', '*-system', 'a**z'] }],
  ['names and patterns', { exclude: ['kube-system', 'infra-*'] }],
  ['a dot in a pattern is a dot', { exclude: ['a.b*', 'x-*.y'] }],
  ['none', {}],
  ['an empty list', { exclude: [] }],
  ['only some names', { include: ['prod', 'shop'] }],
  ['only some patterns', { include: ['prod-*', 'shop'] }],
  ['only some, without others', { include: ['prod*', 'infra-*'], exclude: ['prod', '*-a'] }],
  ['only none', { include: [] }],
  ['what no namespace is called', { include: ['Prod', 'a b'], exclude: ['UPPER', 'x"y', 'in(fra|x)'] }],
  ['everything', { exclude: ['*'] }],
];
const namespaces =
  'kube-system seaworthy infra- infra-a infra infra-a-b my-system prod prod-a prod-b shop default azz axb aaz';

for (const [name, scope] of scopes) {
  test(`the API server asks about the namespaces that the gate judges: ${name}`, () => {
    const names = namespaces.split(' ');
    const judged = names.filter((one) => inScope(scope, one));
    assert.deepEqual(askedAbout(scope, names), judged);
  });
}

test('the configuration says what it means that a namespace is left alone', () => {
  const text = webhookConfiguration(
    { failOpen: false, namespaces: { exclude: ['kube-system', 'infra-*'] }, resources: [] },
    { host: '127.0.0.1', port: 1 },
  );
  assert.match(text, /^# These namespaces are left alone: "kube-system", "infra-\*"\.\n# .*past the gate/);
  assert.equal(webhookConfiguration({ failOpen: true, namespaces: {}, resources: [] }, { host: 'a', port: 1 })[0], 'a');
});
