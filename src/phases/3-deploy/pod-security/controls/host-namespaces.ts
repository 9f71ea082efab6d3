import { violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

export const hostNamespaces: Control = {
  id: 'pod-security/host-namespaces',
  name: 'host-namespaces',
  title: 'Host namespaces',
  why: 'In the network, process or IPC namespace of the node a pod listens on its addresses, sees and signals its processes, and reads their memory segments.',
  severity: 'high',
  fields: ['spec.hostNetwork', 'spec.hostPID', 'spec.hostIPC'],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'hostNamespaces',
      allowed: 'false or not set',
      violations: (pod) =>
        ['hostNetwork', 'hostPID', 'hostIPC']
          .map((name) => pod.spec.get(name))
          .filter((node) => node.boolean() === true)
          .map((node) => violation('pod', node, 'false or not set')),
    },
  ],
  remedy: 'Remove hostNetwork, hostPID and hostIPC; reach the pod through a Service.',
  references: [podSecurityStandards],
  aliases: ['hostNamespaces'],
  violating: ['hostNetwork', 'hostPID', 'hostIPC'].map((name) => ({
    level: 'baseline',
    version: '1.0',
    pod: { spec: { [name]: true, containers: [{ name: 'web', image: 'example.com/web' }] } },
  })),
  clean: [
    {
      level: 'baseline',
      version: '1.0',
      pod: { spec: { hostPID: false, hostIPC: null, containers: [{ name: 'web', image: 'example.com/web' }] } },
    },
  ],
};
