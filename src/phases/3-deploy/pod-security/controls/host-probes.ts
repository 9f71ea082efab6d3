import { violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

const handlers = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

export const hostProbes: Control = {
  id: 'pod-security/host-probes',
  name: 'host-probes',
  title: 'Hosts of probes and lifecycle handlers',
  why: 'The kubelet connects to the host that a probe names: a pod can make the node knock at addresses that the pod itself must not reach.',
  severity: 'medium',
  fields: [
    'spec.containers[*].{livenessProbe,readinessProbe,startupProbe}.{httpGet,tcpSocket}.host',
    'spec.containers[*].lifecycle.{postStart,preStop}.{httpGet,tcpSocket}.host',
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.34',
      check: 'hostProbesAndHostLifecycle',
      allowed: 'empty or not set',
      violations: (pod) =>
        pod.containers.flatMap(({ role, name, node }) =>
          handlers
            .flatMap((way) => ['httpGet', 'tcpSocket'].map((action) => node.at(...way, action, 'host')))
            .filter((host) => (host.text() ?? '') !== '')
            .map((host) => violation(`${role} ${JSON.stringify(name)}`, host, 'empty or not set')),
        ),
    },
  ],
  remedy: 'Remove host: probes and handlers then go to the pod itself.',
  references: [podSecurityStandards],
  aliases: ['hostProbesAndHostLifecycle'],
  violating: [
    {
      level: 'baseline',
      version: '1.34',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              livenessProbe: { httpGet: { host: '169.254.169.254', port: 80, path: '/' } },
            },
          ],
        },
      },
    },
    {
      level: 'restricted',
      version: 'latest',
      pod: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'example.com/web',
              lifecycle: { preStop: { tcpSocket: { host: '10.0.0.1', port: 22 } } },
            },
          ],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.34',
      pod: {
        spec: {
          containers: [
            { name: 'web', image: 'example.com/web', livenessProbe: { httpGet: { host: '', port: 80, path: '/' } } },
          ],
        },
      },
    },
  ],
};
