import { ownerOf, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import { isSecret } from '../../secret-names.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment, object } from '../examples.ts';
import { ofContainers, ofPods } from '../look.ts';
import { secrets } from '../references.ts';

const env = (text: string): string => deployment({ container: `env: [{ ${text} }]` });
const hidden = 'a value that may be a secret';

/** Where secrets stand. */
export const secretChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/secret-in-env',
    version: 1,
    title: 'A secret stands in the manifest, in the environment of a container',
    severity: 'high',
    aliases: ['C-0012', 'C-0259', 'rule-credentials-in-env-var', 'env-var-secret', 'sensitiveContainerEnvVar'],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Whoever may read the manifest, the repository or the workload has it, and it lands in dumps and logs.',
    remedy: 'Keep it in a Secret or a store of secrets, mount it as a file, and make a new one: this one is known.',
    references: [secrets],
    violating: [env('name: DB_PASSWORD, value: correct-horse')],
    clean: [
      env('name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } }'),
      env('name: DB_PASSWORD_FILE, value: /run/secrets/db'),
      env('name: PUBLIC_KEY_NAME, value: web'),
      env('name: TOKEN_TTL, value: "3600"'),
    ],
    look: ofPods(({ containers }) =>
      containers.flatMap((container) =>
        container.node
          .get('env')
          .items()
          .filter((one) => isSecret(one.get('name').text() ?? '', String(one.get('value').value ?? '')))
          .map((one) => ({
            ...violation(ownerOf(container), one.get('value'), 'a reference to a Secret'),
            observed: hidden,
          })),
      ),
    ),
  },
  {
    id: 'kubernetes/secret-in-config-map',
    version: 1,
    title: 'A ConfigMap holds a secret',
    severity: 'high',
    aliases: ['KSV-0109', 'C-0012', 'rule-credentials-configmap', 'sensitiveConfigmapContent'],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'ConfigMaps are read by many who may not read Secrets, and are stored as they are.',
    remedy: 'Keep it in a Secret or a store of secrets, and make a new one: this one is known.',
    references: [secrets],
    violating: [object('v1', 'ConfigMap', 'data: { db_password: correct-horse }')],
    clean: [
      object('v1', 'ConfigMap', 'data: { db_user: web, password_file: /run/secrets/db, token: "" }'),
      object('v1', 'ConfigMap'),
    ],
    look: function* (view) {
      for (const one of view.of('ConfigMap')) {
        for (const { name, node } of one.node.get('data').members()) {
          if (!isSecret(name, String(node.value ?? ''))) continue;
          yield { object: one, ...violation('ConfigMap', node, 'a Secret'), observed: hidden };
        }
      }
    },
  },
  {
    id: 'kubernetes/secret-as-env',
    version: 1,
    title: 'A Secret is handed over in the environment',
    severity: 'low',
    aliases: ['CKV_K8S_35', 'C-0207', 'read-secret-from-env-var', 'rule-secrets-in-env-var'],
    frameworks: controls({ 'cis-kubernetes': '5.4.1', 'nist-800-190': '4.1.4' }),
    why: 'The environment is inherited, printed and dumped; a process does not notice when the secret is changed.',
    remedy: 'Mount the Secret as a file.',
    references: [secrets],
    violating: [
      env('name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } }'),
      deployment({ container: 'envFrom: [{ secretRef: { name: db } }]' }),
    ],
    clean: [env('name: MODE, value: fast'), deployment({ container: 'envFrom: [{ configMapRef: { name: web } }]' })],
    look: ofContainers(({ node }) =>
      [
        ...node
          .get('env')
          .items()
          .map((one) => one.at('valueFrom', 'secretKeyRef')),
        ...node
          .get('envFrom')
          .items()
          .map((one) => one.get('secretRef')),
      ]
        .filter(({ isSet }) => isSet)
        .map((one) => ({ node: one, expected: 'a mounted file' })),
    ),
  },
  {
    id: 'kubernetes/secret-manifest',
    version: 1,
    title: 'A Secret stands in a manifest with its value',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Base64 hides nothing: whoever may read the file, or the history of its repository, has the secret.',
    remedy: 'Keep it in a store of secrets, or sealed, and make a new one: this one is known.',
    references: [secrets],
    violating: [object('v1', 'Secret', 'data: { password: Y29ycmVjdC1ob3JzZQ== }')],
    clean: [object('v1', 'Secret', 'type: Opaque'), object('v1', 'Secret', 'data: { ca.crt: TUlJ }')],
    look: function* (view) {
      for (const one of view.of('Secret')) {
        const members = [...one.node.get('data').members(), ...one.node.get('stringData').members()];
        for (const { name, node } of members) {
          if (/\.(?:crt|pem|pub|cert)$/i.test(name) || (node.value ?? '') === '') continue;
          yield { object: one, ...violation('Secret', node, 'no value in the file'), observed: hidden };
        }
      }
    },
  },
  {
    id: 'kubernetes/external-secrets',
    version: 1,
    title: 'No volume of the pod comes from a store of secrets',
    severity: 'negligible',
    optional: true,
    aliases: ['C-0234', 'C-0208', 'ensure-external-secrets-storage-is-in-use'],
    frameworks: controls({ 'cis-kubernetes': '5.4.2' }),
    why: 'A store outside of the cluster says who read which secret, and changes them; worth a thought wherever a pod needs one.',
    remedy: 'Mount secrets through the Secrets Store CSI driver.',
    references: ['https://secrets-store-csi-driver.sigs.k8s.io/'],
    violating: [deployment({})],
    clean: [
      deployment({
        pod: 'volumes: [{ name: s, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: web } } }]',
      }),
    ],
    look: ofPods(({ spec }) => {
      const volumes = spec.get('volumes');
      const isOne = (name: string | undefined): boolean => (name ?? '') !== '';
      const has = volumes.items().some((one) => isOne(one.at('csi', 'volumeAttributes', 'secretProviderClass').text()));
      return has ? [] : [violation('pod', volumes, 'a volume of secrets-store.csi.k8s.io')];
    }),
  },
];
