import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { ofKinds, wantIf } from '../look.ts';
import { networkPolicies } from '../references.ts';
import { podLabels, selects } from '../selectors.ts';
import type { ManifestObject } from '../view.ts';
import { backends } from './backends.ts';

const policy = (spec: string): string => object('networking.k8s.io/v1', 'NetworkPolicy', `spec: { ${spec} }`);
const ofWeb = 'podSelector: { matchLabels: { app: web } }';

/** Which directions a policy is about: those that it names, else what comes in, and what goes out where it has rules for that. */
function directions({ node }: ManifestObject): readonly string[] {
  const named = node
    .at('spec', 'policyTypes')
    .items()
    .map((one) => one.text() ?? '');
  if (named.length > 0) return named;
  return node.at('spec', 'egress').isSet ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** What network policies leave open. */
export const networkPolicyChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/one-way-network-policy',
    version: 1,
    title: 'Network policies look at one direction only',
    severity: 'low',
    aliases: ['C-0030', 'ingress-and-egress-blocked', 'missingNetworkPolicy'],
    frameworks: controls({ 'cis-kubernetes': '5.3.2', 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'What may come in is said, and not what may go out, or the other way round: whoever breaks in speaks to anybody.',
    remedy: 'Add a policy with both `policyTypes`.',
    references: [networkPolicies],
    violating: [documents(deployment({}), policy(`${ofWeb}, ingress: []`))],
    clean: [
      documents(deployment({}), policy(`${ofWeb}, policyTypes: [Ingress, Egress]`)),
      documents(deployment({}), policy(`${ofWeb}, ingress: [{}], egress: [{}]`)),
      deployment({}),
    ],
    look: function* (view) {
      for (const one of view.workloads) {
        const labels = podLabels(one);
        const own = view
          .of('NetworkPolicy')
          .filter(
            (each) => each.inNamespace === one.inNamespace && selects(each.node.at('spec', 'podSelector'), labels),
          );
        const told = new Set(own.flatMap(directions));
        if (own.length > 0 && !(told.has('Ingress') && told.has('Egress')))
          yield { object: one, ...violation('pod', one.node.at('metadata', 'name'), 'policies for both directions') };
      }
    },
  },
  {
    id: 'kubernetes/open-network-policy',
    version: 1,
    title: 'A network policy lets everybody in, or out to everywhere',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'A rule without peers is about all of them: the policy walls off nothing in that direction.',
    remedy: 'Name the peers in `from` and `to`.',
    references: [networkPolicies],
    violating: [policy(`${ofWeb}, ingress: [{}]`), policy(`${ofWeb}, egress: [{ ports: [{ port: 443 }] }]`)],
    clean: [policy(`${ofWeb}, ingress: [{ from: [{ podSelector: {} }] }]`), policy(`${ofWeb}, ingress: []`)],
    look: ofKinds(['NetworkPolicy'], ({ node }) =>
      (['ingress', 'egress'] as const).flatMap((direction) =>
        node
          .at('spec', direction)
          .items()
          .filter((rule) => rule.get(direction === 'ingress' ? 'from' : 'to').items().length === 0)
          .map((rule) => ({ node: rule, expected: 'peers' })),
      ),
    ),
  },
  {
    id: 'kubernetes/ingress-backend',
    version: 1,
    title: 'An Ingress sends to a Service that is not here',
    severity: 'low',
    aliases: ['C-0299', 'dangling-ingress-backend', 'dangling-ingress'],
    why: 'People get an error, and whoever may make a Service of that name gets their requests.',
    remedy: 'Name a Service of the same namespace.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
    violating: [
      object(
        'networking.k8s.io/v1',
        'Ingress',
        'spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }',
      ),
    ],
    clean: [
      documents(
        object(
          'networking.k8s.io/v1',
          'Ingress',
          'spec: { defaultBackend: { service: { name: example, port: { number: 80 } } } }',
        ),
        object('v1', 'Service', 'spec: { ports: [{ port: 80 }] }'),
      ),
    ],
    look: ofKinds(['Ingress'], ({ node, inNamespace }, view) => {
      const names = new Set(
        view
          .of('Service')
          .filter((one) => one.inNamespace === inNamespace)
          .map(({ name }) => name),
      );
      return backends(node).flatMap((one) => wantIf(!names.has(one.text() ?? ''), one, 'a Service that is here'));
    }),
  },
];
