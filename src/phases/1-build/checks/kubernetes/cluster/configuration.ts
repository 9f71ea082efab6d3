import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { object } from '../examples.ts';
import { ofKinds, wantIf } from '../look.ts';

const kubeProxy = (address: string): string =>
  object(
    'v1',
    'ConfigMap',
    `data:\n  config.conf: |\n    kind: KubeProxyConfiguration\n    metricsBindAddress: ${address}`,
  ).replace('name: example', 'name: kube-proxy\n  namespace: kube-system');
const plugins = (names: string): string =>
  object('apiserver.config.k8s.io/v1', 'AdmissionConfiguration', `plugins: [${names}]`);

/** Settings of the cluster that lie in objects of their own. */
export const configurationChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/admission-event-rate-limit',
    version: 1,
    title: 'The admission configuration does not bound how fast events come in',
    severity: 'negligible',
    aliases: ['CKV_K8S_78'],
    frameworks: controls({ 'cis-kubernetes': '1.2.9' }),
    why: 'A workload that goes wrong, or means to, fills the store of the cluster with events.',
    remedy: 'Add the plug-in EventRateLimit with its own file.',
    references: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#eventratelimit'],
    violating: [plugins('{ name: PodSecurity }')],
    clean: [plugins('{ name: EventRateLimit, path: limits.yaml }')],
    look: ofKinds(['AdmissionConfiguration'], ({ node }) => {
      const list = node.get('plugins');
      const has = list.items().some((one) => one.get('name').text() === 'EventRateLimit');
      return wantIf(!has, list, 'a list with EventRateLimit');
    }),
  },
  {
    id: 'kubernetes/kube-proxy-metrics',
    version: 1,
    title: 'The proxy tells its metrics to everybody',
    severity: 'low',
    aliases: ['C-0291', 'ensure-that-the-kube-proxy-metrics-service-is-bound-to-localhost'],
    frameworks: controls({ 'cis-kubernetes': '4.3.1' }),
    why: 'They tell what the node serves, without asking who wants to know.',
    remedy: 'Set `metricsBindAddress: 127.0.0.1:10249`.',
    references: ['https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/'],
    violating: [kubeProxy('0.0.0.0:10249')],
    clean: [
      kubeProxy('127.0.0.1:10249'),
      kubeProxy('""'),
      object('v1', 'ConfigMap', 'data: { a: "metricsBindAddress: 0.0.0.0" }'),
    ],
    look: ofKinds(['ConfigMap'], ({ node, name }) =>
      node
        .get('data')
        .members()
        .filter(({ node: file }) => {
          const [, address = ''] = /^\s*metricsBindAddress:\s*["']?([^\s"']*)/m.exec(String(file.value)) ?? [];
          return name === 'kube-proxy' && address !== '' && !/^(?:127\.|localhost|\[?::1)/.test(address);
        })
        .map(({ node: file }) => ({ node: file, expected: 'metricsBindAddress: 127.0.0.1:10249' })),
    ),
  },
];
