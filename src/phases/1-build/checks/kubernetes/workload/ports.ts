import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers } from '../look.ts';
import { podSecurity } from '../references.ts';

const port = (text: string): string => deployment({ container: `ports: [{ ${text} }]` });

/** Ports of containers. */
export const portChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/host-port',
    version: 1,
    title: 'A container listens on a port of the node',
    severity: 'medium',
    aliases: ['CKV_K8S_26', 'KSV-0024', 'C-0044', 'container-hostPort', 'hostPortSet'],
    frameworks: controls({ 'cis-kubernetes': '5.2.12', 'pod-security': 'baseline', 'nist-800-190': '4.4.3' }),
    why: 'Whoever reaches the node reaches it, past Services and often past network policies, and the pod fits on few nodes.',
    remedy: 'Remove `hostPort` and put a Service before the pod.',
    references: [podSecurity],
    violating: [port('containerPort: 8080, hostPort: 8080')],
    clean: [port('containerPort: 8080'), port('containerPort: 8080, hostPort: 0')],
    look: ofContainers(({ node }) =>
      node
        .get('ports')
        .items()
        .map((one) => one.get('hostPort'))
        .filter((one) => (one.number() ?? 0) !== 0)
        .map((one) => ({ node: one, expected: 'not set' })),
    ),
  },
  {
    id: 'kubernetes/privileged-port',
    version: 1,
    title: 'A container listens on a port below 1024',
    severity: 'low',
    aliases: ['KSV-0117', 'privileged-ports'],
    frameworks: controls({ 'nist-800-190': '4.4.3' }),
    why: 'Elsewhere only root may, so that images are made to run as root for it.',
    remedy: 'Let the program listen above 1023; the Service may have any port.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
    violating: [port('containerPort: 80')],
    clean: [port('containerPort: 8080'), deployment({})],
    look: ofContainers(({ node }) =>
      node
        .get('ports')
        .items()
        .map((one) => one.get('containerPort'))
        .filter((one) => (one.number() ?? 1024) < 1024)
        .map((one) => ({ node: one, expected: '1024 or more' })),
    ),
  },
  {
    id: 'kubernetes/ssh-port',
    version: 1,
    title: 'A container listens on the port of SSH',
    severity: 'medium',
    aliases: ['ssh-port'],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: 'T1133' }),
    why: 'A way in with keys and passwords of its own, past the roles and the audit log of the cluster.',
    remedy: 'Take the server out of the image and use `kubectl exec`.',
    references: ['https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/'],
    violating: [port('containerPort: 22')],
    clean: [port('containerPort: 2222')],
    look: ofContainers(({ node }) =>
      node
        .get('ports')
        .items()
        .map((one) => one.get('containerPort'))
        .filter((one) => one.number() === 22)
        .map((one) => ({ node: one, expected: 'no port 22' })),
    ),
  },
];
