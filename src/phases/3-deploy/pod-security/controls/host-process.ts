import { allSetters, mustNotBeTrue } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

export const hostProcess: Control = {
  id: 'pod-security/host-process',
  name: 'host-process',
  title: 'Windows HostProcess containers',
  why: 'A HostProcess container runs as a process of the Windows node itself, with its files, network and, if asked for, its system account.',
  severity: 'high',
  fields: [
    'spec.securityContext.windowsOptions.hostProcess',
    'spec.containers[*].securityContext.windowsOptions.hostProcess',
  ],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'windowsHostProcess',
      allowed: 'false or not set',
      violations: (pod) => mustNotBeTrue(allSetters(pod), 'windowsOptions', 'hostProcess'),
    },
  ],
  remedy: 'Remove hostProcess, and run the work that needs the node outside the pods.',
  references: [podSecurityStandards],
  aliases: ['windowsHostProcess'],
  violating: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          hostNetwork: true,
          securityContext: { windowsOptions: { hostProcess: true } },
          containers: [{ name: 'agent', image: 'example.com/agent' }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          securityContext: { windowsOptions: { hostProcess: false } },
          containers: [{ name: 'agent', image: 'example.com/agent' }],
        },
      },
    },
  ],
};
