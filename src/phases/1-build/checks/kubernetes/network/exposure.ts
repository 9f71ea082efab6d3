import { type Violation, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestBreach, ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { ofKinds, wantIf } from '../look.ts';
import { networkPolicies, services } from '../references.ts';
import { labelsIn, podLabels, selects, servedBy } from '../selectors.ts';
import type { ManifestObject, ManifestView } from '../view.ts';
import { backends } from './backends.ts';

const isPublic = ({ node }: ManifestObject): boolean =>
  ['NodePort', 'LoadBalancer'].includes(node.at('spec', 'type').text() ?? '');

const service = (rest: string, kind = 'LoadBalancer'): string =>
  object('v1', 'Service', `spec: { type: ${kind}, selector: { app: web }, ports: [{ port: 80 }]${rest} }`);
const ingress = (spec: string, metadata = ''): string =>
  object('networking.k8s.io/v1', 'Ingress', `spec: { ${spec} }`, metadata);
const toService =
  'rules: [{ host: a.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: example, port: { number: 80 } } } }] } }]';

/** Programs through whose pages one does whatever they can. */
const sensitivePrograms = [
  'nifi',
  'argo-server',
  'weave-scope-app',
  'kubeflow',
  'kubernetes-dashboard',
  'jenkins',
  'prometheus-deployment',
  'ollama',
  'vllm',
  'kserve',
  'triton-inference-server',
  'ray-dashboard',
  'ray-head',
  'mlflow',
  'jupyterhub',
  'seldon',
  'bentoml',
];

/** A workload, and by which object it is reached. */
function reached(object: ManifestObject, through: ManifestObject): ManifestBreach {
  const node = object.node.at('metadata', 'name');
  const found: Violation = violation(object.kind, node, 'reached from inside the cluster only');
  return { object, ...found, observed: `${through.kind} ${through.name}` };
}

const hostOf = (name: string): string => name.split('.')[0] ?? '';

/** Services that a VirtualService of Istio sends what comes through a Gateway to. */
function istioHosts(view: ManifestView, virtual: ManifestObject): readonly string[] {
  const gateways = virtual.node
    .at('spec', 'gateways')
    .items()
    .map((one) => (one.text() ?? '').split('/').at(-1));
  if (!view.of('Gateway').some(({ name, group }) => group === 'networking.istio.io' && gateways.includes(name)))
    return [];
  return ['http', 'tls', 'tcp']
    .flatMap((protocol) => virtual.node.at('spec', protocol).items())
    .flatMap((one) => one.get('route').items())
    .map((one) => hostOf(one.at('destination', 'host').text() ?? ''));
}

/** Who reaches workloads from outside. */
export const exposureChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/exposed-workload',
    version: 1,
    title: 'A workload is reached from outside of the cluster',
    severity: 'low',
    aliases: ['C-0256', 'exposure-to-internet'],
    frameworks: controls({ 'nist-800-190': '4.4.2', attack: 'T1133' }),
    why: 'What anybody reaches is attacked first: it should be the most hardened of all.',
    remedy: 'If nobody outside needs it, make the Service a ClusterIP and take it out of the Ingress.',
    references: [services],
    violating: [
      documents(deployment({}), service('')),
      documents(deployment({}), service('', 'ClusterIP'), ingress(toService)),
    ],
    clean: [documents(deployment({}), service('', 'ClusterIP')), deployment({})],
    look: function* (view) {
      for (const one of view.of('Service').filter(isPublic))
        for (const workload of servedBy(view, one)) yield reached(workload, one);
      for (const one of view.of('Ingress')) {
        const names = new Set(backends(one.node).map((node) => node.text()));
        const own = view
          .of('Service')
          .filter(({ name, inNamespace }) => names.has(name) && inNamespace === one.inNamespace);
        for (const target of own.filter((found) => !isPublic(found)))
          for (const workload of servedBy(view, target)) yield reached(workload, one);
      }
    },
  },
  {
    id: 'kubernetes/exposed-through-istio',
    version: 1,
    title: 'A workload is reached from outside through a gateway of Istio',
    severity: 'low',
    aliases: ['C-0266', 'exposure-to-internet-via-istio-ingress'],
    frameworks: controls({ 'nist-800-190': '4.4.2', attack: 'T1133' }),
    why: 'What anybody reaches is attacked first: it should be the most hardened of all.',
    remedy: 'If nobody outside needs it, take it out of the VirtualService.',
    references: ['https://istio.io/latest/docs/reference/config/networking/virtual-service/'],
    violating: [
      documents(
        deployment({}),
        service('', 'ClusterIP'),
        object('networking.istio.io/v1', 'Gateway', 'spec: { selector: { istio: ingressgateway } }'),
        object(
          'networking.istio.io/v1',
          'VirtualService',
          'spec: { gateways: [example], http: [{ route: [{ destination: { host: example } }] }] }',
        ),
      ),
    ],
    clean: [
      documents(
        deployment({}),
        service('', 'ClusterIP'),
        object(
          'networking.istio.io/v1',
          'VirtualService',
          'spec: { gateways: [mesh], http: [{ route: [{ destination: { host: example } }] }] }',
        ),
      ),
    ],
    look: function* (view) {
      for (const virtual of view.of('VirtualService')) {
        const hosts = new Set(istioHosts(view, virtual));
        const own = view
          .of('Service')
          .filter(({ name, inNamespace }) => hosts.has(name) && inNamespace === virtual.inNamespace);
        for (const target of own) for (const workload of servedBy(view, target)) yield reached(workload, virtual);
      }
    },
  },
  {
    id: 'kubernetes/exposed-console',
    version: 1,
    title: 'The pages by which a program is run are reached from outside',
    severity: 'high',
    aliases: ['C-0021', 'exposed-sensitive-interfaces-v1', 'exposed-sensitive-interfaces'],
    frameworks: controls({ 'nist-800-190': '4.4.2', attack: 'T1133' }),
    why: 'Whoever gets in there runs jobs, reads models and secrets, or commands the cluster; several of them ask for no password.',
    remedy:
      'Make the Service a ClusterIP, and reach the pages by `kubectl port-forward` or behind a proxy that knows people.',
    references: [services],
    violating: [documents(deployment({}), service('')).replaceAll('name: web', 'name: jenkins')],
    clean: [
      documents(deployment({}), service('')),
      documents(deployment({}), service('', 'ClusterIP')).replaceAll('name: web', 'name: jenkins'),
    ],
    look: function* (view) {
      for (const one of view.of('Service').filter(isPublic))
        for (const workload of servedBy(view, one))
          if (sensitivePrograms.some((name) => workload.name === name || workload.name.startsWith(`${name}-`)))
            yield reached(workload, one);
    },
  },
  {
    id: 'kubernetes/public-service',
    version: 1,
    title: 'A Service is open beyond the cluster',
    severity: 'low',
    aliases: ['exposed-services'],
    frameworks: controls({ 'nist-800-190': '4.4.2', attack: 'T1133' }),
    why: 'A NodePort is open on every node, a LoadBalancer on an address of its own, often on that of everybody.',
    remedy: 'Use a ClusterIP behind an Ingress, or say in `loadBalancerSourceRanges` who may come.',
    references: [services],
    violating: [service(''), service('', 'NodePort')],
    clean: [service('', 'ClusterIP'), service(', loadBalancerSourceRanges: [10.0.0.0/8]')],
    look: ofKinds(['Service'], (one) => {
      const isNarrow = one.node.at('spec', 'loadBalancerSourceRanges').items().length > 0;
      return wantIf(isPublic(one) && !isNarrow, one.node.at('spec', 'type'), 'ClusterIP');
    }),
  },
  {
    id: 'kubernetes/external-addresses',
    version: 1,
    title: 'A Service claims addresses outside of the cluster',
    severity: 'high',
    aliases: ['KSV-0108'],
    frameworks: controls({ 'nist-800-190': '4.4.2' }),
    why: 'Pods that mean to speak to such an address speak to this Service instead (CVE-2020-8554).',
    remedy: 'Remove `externalIPs`.',
    references: [services],
    violating: [service(', externalIPs: [203.0.113.9]', 'ClusterIP')],
    clean: [service('', 'ClusterIP')],
    look: ofKinds(['Service'], ({ node }) => {
      const field = node.at('spec', 'externalIPs');
      return wantIf(field.items().length > 0, field, 'not set');
    }),
  },
  {
    id: 'kubernetes/load-balancer-certificate',
    version: 1,
    title: 'A load balancer listens on the port of HTTPS without a certificate',
    severity: 'medium',
    aliases: ['C-0231', 'ensure-https-loadbalancers-encrypted-with-tls-aws'],
    frameworks: controls({ 'nist-800-190': '4.4.2' }),
    why: 'On AWS it passes on what comes in, which is then encrypted by nobody.',
    remedy: 'Set the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert`.',
    references: ['https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html'],
    violating: [
      object(
        'v1',
        'Service',
        'spec: { type: LoadBalancer, ports: [{ port: 443 }] }',
        'annotations: { service.beta.kubernetes.io/aws-load-balancer-backend-protocol: http }',
      ),
    ],
    clean: [
      service(''),
      object('v1', 'Service', 'spec: { type: LoadBalancer, ports: [{ port: 443 }] }'),
      object(
        'v1',
        'Service',
        'spec: { type: LoadBalancer, ports: [{ port: 443 }] }',
        'annotations: { service.beta.kubernetes.io/aws-load-balancer-ssl-cert: "arn:aws:acm:x" }',
      ),
    ],
    look: ofKinds(['Service'], ({ node }) => {
      const annotations = node.at('metadata', 'annotations');
      const isAws = annotations.members().some(({ name }) => name.includes('/aws-load-balancer-'));
      const certificate = annotations.get('service.beta.kubernetes.io/aws-load-balancer-ssl-cert');
      const isHttps = node
        .at('spec', 'ports')
        .items()
        .some((one) => one.get('port').number() === 443);
      const isOne = node.at('spec', 'type').text() === 'LoadBalancer';
      return wantIf(isOne && isAws && isHttps && !certificate.isSet, certificate, 'a certificate');
    }),
  },
  {
    id: 'kubernetes/no-network-policy',
    version: 1,
    title: 'No network policy is about the pod',
    severity: 'medium',
    aliases: ['CKV2_K8S_6', 'C-0260', 'ensure_network_policy_configured_in_labels', 'missingNetworkPolicy'],
    frameworks: controls({ 'cis-kubernetes': '5.3.2', 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'Every pod of the cluster reaches it, and it reaches them all.',
    remedy: 'Add a NetworkPolicy whose `podSelector` selects the pod.',
    references: [networkPolicies],
    violating: [
      deployment({}),
      documents(
        deployment({}),
        object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: db } } }'),
      ),
    ],
    clean: [
      documents(
        deployment({}),
        object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: web } } }'),
      ),
      documents(deployment({}), object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: {} }')),
    ],
    look: function* (view) {
      for (const one of view.workloads) {
        const labels = podLabels(one);
        const isMet = view
          .of('NetworkPolicy')
          .some(
            (policy) =>
              policy.inNamespace === one.inNamespace && selects(policy.node.at('spec', 'podSelector'), labels),
          );
        if (!isMet)
          yield {
            object: one,
            ...violation('pod', one.node.at('metadata', 'name'), 'a NetworkPolicy that selects it'),
          };
      }
    },
  },
  {
    id: 'kubernetes/idle-network-policy',
    version: 1,
    title: 'A network policy selects nobody',
    severity: 'low',
    aliases: ['C-0293', 'dangling-networkpolicy'],
    why: 'Whoever wrote it thinks that a pod is walled off which is open. Only told where workloads of the namespace stand among what is judged.',
    remedy: 'Give it the labels of the pods.',
    references: [networkPolicies],
    violating: [
      documents(
        deployment({}),
        object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: db } } }'),
      ),
    ],
    clean: [
      documents(
        deployment({}),
        object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: web } } }'),
      ),
      object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: db } } }'),
    ],
    look: ofKinds(['NetworkPolicy'], ({ node, inNamespace }, view) => {
      const field = node.at('spec', 'podSelector');
      const near = view.workloads.filter((one) => one.inNamespace === inNamespace);
      return wantIf(near.length > 0 && !near.some((one) => selects(field, podLabels(one))), field, 'labels of a pod');
    }),
  },
  {
    id: 'kubernetes/idle-service',
    version: 1,
    title: 'A Service selects nobody',
    severity: 'low',
    aliases: ['C-0298', 'dangling-service'],
    why: 'What is sent to it is answered by nobody. Only told where workloads of the namespace stand among what is judged.',
    remedy: 'Give it the labels of the pods.',
    references: [services],
    violating: [documents(deployment({}), service('').replace('app: web', 'app: wbe'))],
    clean: [
      documents(deployment({}), service('')),
      service(''),
      documents(deployment({}), object('v1', 'Service', 'spec: { ports: [{ port: 80 }] }')),
    ],
    look: ofKinds(['Service'], (one, view) => {
      const field = one.node.at('spec', 'selector');
      const isNear = view.workloads.some(({ inNamespace }) => inNamespace === one.inNamespace);
      return wantIf(isNear && labelsIn(field).size > 0 && servedBy(view, one).length === 0, field, 'labels of a pod');
    }),
  },
];
