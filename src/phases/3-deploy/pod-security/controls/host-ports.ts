import { violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

export const hostPorts: Control = {
  id: 'pod-security/host-ports',
  name: 'host-ports',
  title: 'Host ports',
  why: 'A hostPort opens the container on every address of the node, past the network policies of the cluster.',
  severity: 'medium',
  fields: ['spec.containers[*].ports[*].hostPort'],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'hostPorts',
      allowed: '0 or not set',
      violations: (pod) =>
        pod.containers.flatMap(({ role, name, node }) =>
          node
            .get('ports')
            .items()
            .map((port) => port.get('hostPort'))
            .filter((port) => (port.number() ?? 0) !== 0)
            .map((port) => violation(`${role} ${JSON.stringify(name)}`, port, '0 or not set')),
        ),
    },
  ],
  remedy: 'Remove hostPort and reach the pod through a Service.',
  references: [podSecurityStandards],
  aliases: ['hostPorts'],
  violating: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              ports: [{ containerPort: 80 }, { containerPort: 443, hostPort: 443 }],
            },
          ],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          containers: [{ name: 'web', image: 'example.com/web', ports: [{ containerPort: 80, hostPort: 0 }] }],
        },
      },
    },
  ],
};
