import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, documents, object } from '../examples.ts';
import { breach, ofKinds, ofPods, wantIf } from '../look.ts';
import { inNewField, withoutDefaultToken, withoutToken } from '../mends/tokens.ts';
import { serviceAccounts } from '../references.ts';
import type { ManifestObject, ManifestView } from '../view.ts';

/** The service account that a pod runs as, where it stands among what is judged. */
function accountOf(view: ManifestView, { inNamespace }: ManifestObject, name: string): ManifestObject | undefined {
  return view.of('ServiceAccount').find((one) => one.name === name && one.inNamespace === inNamespace);
}

const account = (rest: string, name = 'web'): string =>
  object('v1', 'ServiceAccount', rest).replace('name: example', `name: ${name}`);

/** As whom pods speak to the API. */
export const accountChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/service-account-token',
    version: 1,
    title: 'A token of the API lies in every container of the pod',
    severity: 'medium',
    aliases: [
      'CKV_K8S_38',
      'KSV-0036',
      'C-0034',
      'C-0190',
      'automount-service-account',
      'automountServiceAccountToken',
    ],
    frameworks: controls({
      'cis-kubernetes': '5.1.6',
      'nist-800-190': '4.3.2',
      'nsa-cisa': 'authentication',
      attack: 'T1528',
    }),
    why: 'Whoever breaks into the process speaks to the API server as the pod, and most programs never need to.',
    remedy: 'Set `automountServiceAccountToken: false` for the pod or its service account.',
    references: [serviceAccounts],
    violating: [
      deployment({}),
      documents(
        deployment({ pod: 'serviceAccountName: web\nautomountServiceAccountToken: true' }),
        account('automountServiceAccountToken: false'),
      ),
    ],
    clean: [
      deployment({ pod: 'automountServiceAccountToken: false' }),
      documents(deployment({ pod: 'serviceAccountName: web' }), account('automountServiceAccountToken: false')),
    ],
    mender: withoutToken,
    look: ofPods(({ spec }, owner, view) => {
      const node = spec.get('automountServiceAccountToken');
      const said = node.boolean();
      const name = spec.get('serviceAccountName').text() ?? spec.get('serviceAccount').text() ?? 'default';
      const isOff = said ?? accountOf(view, owner, name)?.node.get('automountServiceAccountToken').boolean();
      return isOff === false ? [] : [violation('pod', node, 'false')];
    }),
  },
  {
    id: 'kubernetes/default-account-token',
    version: 1,
    title: 'The account of every pod without one hands out tokens',
    severity: 'low',
    aliases: ['CKV_K8S_41'],
    frameworks: controls({ 'cis-kubernetes': '5.1.5', 'nist-800-190': '4.3.2' }),
    why: 'Each pod that names no account gets one of its tokens.',
    remedy: 'Set `automountServiceAccountToken: false` on the account `default`.',
    references: [serviceAccounts],
    violating: [account('', 'default')],
    clean: [account('automountServiceAccountToken: false', 'default'), account('')],
    mender: withoutDefaultToken,
    look: ofKinds(['ServiceAccount'], ({ name, node }) => {
      const token = node.get('automountServiceAccountToken');
      return wantIf(name === 'default' && token.boolean() !== false, token, 'false');
    }),
  },
  {
    id: 'kubernetes/default-account',
    version: 1,
    title: 'The pod runs as the account that every pod has',
    severity: 'low',
    aliases: ['default-service-account'],
    frameworks: controls({ 'cis-kubernetes': '5.1.5' }),
    why: 'What one of them is allowed all of them are, and nobody can tell in a log which of them it was.',
    remedy: 'Make an account for the workload and name it in `serviceAccountName`.',
    references: [serviceAccounts],
    violating: [deployment({}), deployment({ pod: 'serviceAccountName: default' })],
    clean: [deployment({ pod: 'serviceAccountName: web' }), deployment({ pod: 'automountServiceAccountToken: false' })],
    look: ofPods(({ spec }) => {
      const node = spec.get('serviceAccountName');
      const name = node.text() ?? spec.get('serviceAccount').text() ?? 'default';
      const isOff = spec.get('automountServiceAccountToken').boolean() === false;
      return name === 'default' && !isOff ? [violation('pod', node, 'an account of its own')] : [];
    }),
  },
  {
    id: 'kubernetes/service-account-field',
    version: 1,
    title: 'The account of the pod is named in the old field',
    severity: 'negligible',
    aliases: ['C-0294', 'deprecated-service-account-field'],
    why: 'The API keeps `serviceAccount` for those who wrote it years ago; where both differ it is hard to see which counts.',
    remedy: 'Write `serviceAccountName`.',
    references: [serviceAccounts],
    violating: [deployment({ pod: 'serviceAccount: web' })],
    clean: [
      deployment({ pod: 'serviceAccountName: web' }),
      deployment({ pod: 'serviceAccount: web\nserviceAccountName: web' }),
    ],
    mender: inNewField,
    look: ofPods(({ spec }) => {
      const node = spec.get('serviceAccount');
      const isOld = (node.text() ?? '') !== '' && !spec.get('serviceAccountName').isSet;
      return isOld ? [violation('pod', node, 'serviceAccountName')] : [];
    }),
  },
  {
    id: 'kubernetes/service-account-missing',
    version: 1,
    title: 'The account of the pod does not stand beside it',
    severity: 'low',
    aliases: ['C-0307', 'non-existent-service-account'],
    why: 'Without its account no pod is made. Only told where other accounts of the namespace stand among what is judged.',
    remedy: 'Add the ServiceAccount, or name one that is there.',
    references: [serviceAccounts],
    violating: [documents(deployment({ pod: 'serviceAccountName: wbe' }), account(''))],
    clean: [
      documents(deployment({ pod: 'serviceAccountName: web' }), account('')),
      deployment({ pod: 'serviceAccountName: web' }),
      deployment({}),
    ],
    look: ofPods(({ spec }, owner, view) => {
      const node = spec.get('serviceAccountName');
      const name = node.text() ?? 'default';
      const own = view.of('ServiceAccount').filter((one) => one.inNamespace === owner.inNamespace);
      const isGone = name !== 'default' && own.length > 0 && !own.some((one) => one.name === name);
      return isGone ? [violation('pod', node, 'an account that is there')] : [];
    }),
  },
  {
    id: 'kubernetes/service-account-token-secret',
    version: 1,
    title: 'A Secret holds a token without an end',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.3.2', attack: 'T1528' }),
    why: 'Whoever has read it once has the rights of the account until somebody deletes it.',
    remedy: 'Ask the API for a token when one is needed (`kubectl create token`), or mount one that ends.',
    references: [serviceAccounts],
    violating: [object('v1', 'Secret', 'type: kubernetes.io/service-account-token')],
    clean: [object('v1', 'Secret', 'type: Opaque')],
    look: function* (view) {
      for (const one of view.of('Secret')) {
        const type = one.node.get('type');
        if (type.text() === 'kubernetes.io/service-account-token') yield breach(one, type, 'no Secret of this kind');
      }
    },
  },
];
